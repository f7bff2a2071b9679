import { createHash, createPrivateKey, createPublicKey, sign as rsaSign, verify as rsaVerify } from 'node:crypto'
import type { MessageFlaw } from '../../testing/pay-engine.ts'
import type { UnionPayKeys } from '../../testing/more-keys.ts'

/** UnionPay's side of signature 5.1.0, from its document alone. */
export type Params = Record<string, string>

function textToSign(params: Params): Buffer {
  const pairs = Object.entries(params)
    .filter(([name, value]) => name !== 'signature' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
  return Buffer.from(
    createHash('sha256')
      .update(Buffer.from(pairs.join('&'), 'utf8'))
      .digest('hex'),
  )
}

/** The code of what is wrong with a request; nothing when it is signed by the merchant. */
export function faultOf(keys: UnionPayKeys, params: Params): string | undefined {
  if (params['version'] !== '5.1.0' || params['signMethod'] !== '01' || params['encoding'] !== 'UTF-8') return '10'
  if (params['merId'] !== keys.merchantId) return '63'
  if (params['certId'] !== keys.certId) return '11'
  const good = rsaVerify(
    'sha256',
    textToSign(params),
    createPublicKey(keys.merchant.publicPem),
    Buffer.from(params['signature'] ?? '', 'base64'),
  )
  return good ? undefined : '11'
}

/** `foreign`: signed rightly, by another customer of the same authority. */
export function signedParams(keys: UnionPayKeys, params: Params, flaw: MessageFlaw = {}): Params {
  if (flaw.signature === 'none') return params
  const [certificate, key] =
    flaw.signature === 'foreign' ? [keys.strangerPem, keys.strangerPrivatePem] : [keys.signerPem, keys.signerPrivatePem]
  // Lines end as a browser's form would end them anyway: else the signature would not survive the way through it.
  const signPubKeyCert = certificate.trim().replaceAll(/\r?\n/g, '\r\n')
  const whole: Params = { ...params, signMethod: '01', signPubKeyCert, certId: keys.signerCertId }
  const text = flaw.signature === 'bad' ? Buffer.from('0'.repeat(64)) : textToSign(whole)
  return { ...whole, signature: rsaSign('sha256', text, createPrivateKey(key)).toString('base64') }
}

/** `k=v&k=v`, values as they are. */
export const plain = (params: Params): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
