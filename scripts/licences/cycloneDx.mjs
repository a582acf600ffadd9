/**
 * A software bill of materials of packages, as CycloneDX 1.6 in JSON. Source: "CycloneDX v1.6 JSON Reference", cyclonedx.org.
 */
export function cycloneDx(name, version, packages) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name, version } },
    components: packages.map(({ manifest, licence }) => ({
      type: 'library',
      'bom-ref': purl(manifest),
      name: manifest.name,
      version: manifest.version,
      purl: purl(manifest),
      licenses: [licenceOf(licence)],
    })),
  };
}

/** Source: "Package URL specification", npm type. */
function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** An SPDX expression, or a name that is none. */
function licenceOf(licence) {
  return /^\(?[\w.+-]+( (AND|OR) [\w.+-]+)*\)?$/.test(licence)
    ? { expression: licence }
    : { license: { name: licence } };
}
