/** `migrateStructuredRecord` as the name of a file: `migrate-structured-record`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `migrateStructuredRecord` as words: `migrate structured record`. */
export function words(name: string): string {
  return kebab(name).replaceAll('-', ' ');
}

/** `aPatientAbroad` as the name of a constant: `A_PATIENT_ABROAD`. */
export function constant(name: string): string {
  return kebab(name).replaceAll('-', '_').toUpperCase();
}
