import type { TLSSocket } from 'node:tls';

/** Attributes that a certificate's subject must have, each with this one value: `{ CN: 'proxy.example', O: 'NHS' }`. */
export type Subject = Readonly<Record<string, string>>;

/** What Node tells of a certificate's subject; an attribute given several times is a list. */
export type PeerSubject = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads subjects such as `CN=proxy.example,O=NHS; CN=other.example`: semicolons between subjects, commas between
 * attributes.
 *
 * @throws Error when one has no attribute, or an attribute no name or value
 */
export function parseSubjects(text: string): Subject[] {
  return text.split(';').map((subject) =>
    Object.fromEntries(
      subject.split(',').map((attribute) => {
        const [, name, value] = /^([A-Za-z]+)=(.+)$/.exec(attribute.trim()) ?? [];
        if (name === undefined || value === undefined) throw new Error('expected attributes such as CN=proxy.example');
        return [name, value];
      }),
    ),
  );
}

/** Whether a client certificate's subject has all attributes of one of those permitted. */
export function isPermittedSubject(permitted: readonly Subject[], subject: PeerSubject): boolean {
  return permitted.some((attributes) => Object.entries(attributes).every(([name, value]) => subject[name] === value));
}

/** The subject of the certificate that a client has shown; empty without one. */
export function peerSubject(socket: TLSSocket): PeerSubject {
  const certificate = socket.getPeerCertificate();
  // Without a certificate Node gives an empty object, whatever its type says.
  return 'subject' in certificate ? certificate.subject : {};
}
