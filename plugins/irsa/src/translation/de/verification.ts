import type { verification as english } from '../en/verification';
import type { Texts } from '../Texts';

export const verification: Texts<typeof english> = {
  'verify.button': 'Jetzt verifizieren',
  'verify.title': 'Verifizierung',
  'verify.steps':
    'Jede Verifizierung liest Cluster und AWS im jetzigen Zustand, führt alle Prüfungen aus und tauscht ein Token bei AWS STS. Der Tausch gibt keine Macht heraus.',
  'verify.waiting': 'wartet',
  'verify.running': 'wird verifiziert …',
  'verify.notVerified': 'nicht verifiziert',
  'verify.tooMany':
    'Gerade gibt es zu viele Live-Nachweise. In einer Minute erneut versuchen.',
  'verify.tooManySeconds':
    'Gerade gibt es zu viele Live-Nachweise. In {{seconds}} s erneut versuchen.',
  'verify.forbidden': 'Keine Berechtigung, ihn zu verifizieren: {{message}}',
  'verify.failed': 'Die Verifizierung war nicht möglich: {{message}}',
  'verify.finished': 'Die Verifizierung ist abgeschlossen.',

  'diagnose.title': 'Diagnose',
  'diagnose.label': 'Fehler aus dem Log eines Pods einfügen',
  'diagnose.description': 'Der Text wird nicht gespeichert.',
  'diagnose.button': 'Diagnose stellen',
  'diagnose.pending': 'Text wird gelesen und jedes Glied geprüft …',
  'diagnose.failed': 'Es gibt keine Diagnose: {{message}}',
  'diagnose.forbidden': 'Keine Berechtigung für eine Diagnose: {{message}}',
  'diagnose.understood': 'Was verstanden wurde',
  'diagnose.notUnderstood':
    'Im Text wurde nichts erkannt. Die Zeilen um den Fehler so einfügen, wie der Pod sie geschrieben hat.',
  'diagnose.candidates': 'Wahrscheinliche Fehler',
  'diagnose.noCandidates': 'Kein bekannter Fehler passt zum Text.',
  'diagnose.checked': 'Verglichen mit Prüfungen {{ago}}.',
  'diagnose.action': 'Aktion',
  'diagnose.resource': 'Ressource',
  'diagnose.principal': 'Wer gefragt hat',

  'candidate.confirmed': 'Bestätigt',
  'candidate.possible': 'Möglich',
  'candidate.ruled-out': 'Ausgeschlossen',
};
