import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { AlipayKeys } from '../../testing/more-keys.ts'

/** Certificate mode as the document tells it: who asks is known by the serials of two certificates. */
export type AppMode = 'either' | 'public-key' | 'certificate'

/** MD5 of the issuer, its parts from last to first, and the serial number in decimal. */
const serialOf = (pem: string): string => {
  const { issuer, serialNumber } = new X509Certificate(pem)
  const name = issuer.split('\n').toReversed().join(',')
  return createHash('md5')
    .update(`${name}${BigInt(`0x${serialNumber}`)}`)
    .digest('hex')
}

/** Of the root file only certificates that are signed by RSA count. */
function rootSerialOf(pems: string): string {
  const each = pems.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return each
    .filter((pem) => new X509Certificate(pem).publicKey.asymmetricKeyType === 'rsa')
    .map(serialOf)
    .join('_')
}

/** The key to verify a request with, or the code of a refusal. */
export function keyOfRequest(keys: AlipayKeys, params: Record<string, string>, mode: AppMode): KeyObject | string {
  const [app, root] = [params['app_cert_sn'], params['alipay_root_cert_sn']]
  if (app === undefined && root === undefined)
    return mode === 'certificate' ? 'isv.missing-app-cert-sn' : createPublicKey(keys.merchant.publicPem)
  const { certificates } = keys
  if (mode === 'public-key' || !certificates) return 'isv.invalid-app-cert-sn'
  if (app !== serialOf(certificates.appPem)) return 'isv.invalid-app-cert-sn'
  if (root !== rootSerialOf(certificates.rootPem)) return 'isv.invalid-alipay-root-cert-sn'
  return new X509Certificate(certificates.appPem).publicKey
}

/** An answer in certificate mode names the certificate whose key has signed it. */
export const signerOf = (keys: AlipayKeys, params: Record<string, string>): string | undefined =>
  params['app_cert_sn'] !== undefined && keys.certificates ? serialOf(keys.certificates.platformPem) : undefined
