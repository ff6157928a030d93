import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createCertificateAuthority } from './certificates.ts';

describe('a certificate authority for tests', () => {
  test('issues certificates that its own certificate verifies', async () => {
    const authority = await createCertificateAuthority();
    const stranger = await createCertificateAuthority();
    const { cert } = await authority.issue({ subject: 'CN=gateway.example, O=Synthetic' });

    const certificate = new X509Certificate(cert);
    expect(certificate.subject).toBe('CN=gateway.example\nO=Synthetic');
    expect(certificate.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
    expect(certificate.verify(new X509Certificate(stranger.cert).publicKey)).toBe(false);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  test('issues certificates that have ended', async () => {
    const authority = await createCertificateAuthority();
    const { cert } = await authority.issue({ subject: 'CN=old.example', days: -1 });
    expect(new X509Certificate(cert).validToDate.getTime()).toBeLessThan(Date.now());
  });

  test('lists what it revokes', async () => {
    const authority = await createCertificateAuthority();
    const revoked = await authority.issue({ subject: 'CN=lost.example' });
    expect(await authority.revoke(revoked)).toContain('BEGIN X509 CRL');
  });
});
