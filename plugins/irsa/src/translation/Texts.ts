/** The texts of an area in another language: one for each text in English, no more and no fewer. */
export type Texts<English> = { readonly [Key in keyof English]: string };
