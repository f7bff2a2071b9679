import { createHash, createSign, createVerify, type KeyObject, X509Certificate } from 'node:crypto'

export type Fields = Record<string, string>

/** Version 5.1.0: the hex digest of the sorted fields is what the key signs. */
function digestOf(fields: Fields): string {
  const text = Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function signed(fields: Fields, privateKey: KeyObject): Fields {
  const signature = createSign('RSA-SHA256').update(digestOf(fields)).sign(privateKey, 'base64')
  return { ...fields, signature }
}

export interface Trust {
  root: X509Certificate
  middle: X509Certificate
  /** Common names that UnionPay signs with. */
  names: readonly string[]
  now: () => Date
}

/**
 * The message brings the certificate that verifies it, so everything hangs on whose certificate that is: signed by UnionPay's authority, in
 * its time, with UnionPay's name. Without this anybody's own certificate would do.
 */
export function verifies(fields: Fields, trust: Trust): boolean {
  const { signature, signPubKeyCert } = fields
  if (!signature || !signPubKeyCert || fields['signMethod'] !== '01') return false
  try {
    const signer = new X509Certificate(signPubKeyCert)
    if (!isTrusted(signer, trust)) return false
    return createVerify('RSA-SHA256').update(digestOf(fields)).verify(signer.publicKey, signature, 'base64')
  } catch {
    // What is no certificate or no base64 is no proof.
    return false
  }
}

function isTrusted(signer: X509Certificate, { root, middle, names, now }: Trust): boolean {
  const inTime = (certificate: X509Certificate): boolean =>
    Date.parse(certificate.validFrom) <= now().getTime() && now().getTime() < Date.parse(certificate.validTo)
  const chain = root.verify(root.publicKey) && middle.checkIssued(root) && middle.verify(root.publicKey)
  const issued = signer.checkIssued(middle) && signer.verify(middle.publicKey)
  return chain && issued && [signer, middle, root].every(inTime) && names.includes(ownerOf(signer))
}

/** `041@Z12@中国银联股份有限公司@00000001` names its owner third; a plain name is the owner. */
function ownerOf(certificate: X509Certificate): string {
  const name = certificate.subject
    .split('\n')
    .find((line) => line.startsWith('CN='))
    ?.slice(3)
  const parts = (name ?? '').split('@')
  return parts.length >= 4 ? (parts[2] ?? '') : (name ?? '')
}

/** `k=v&k=v` with plain values: `=` may stand in a value, and `&` inside braces and brackets does not part fields. */
export function parseFields(text: string): Fields {
  const fields: Fields = {}
  let depth = 0
  let from = 0
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at]
    if (char === '{' || char === '[') depth += 1
    if (char === '}' || char === ']') depth -= 1
    if (at < text.length && (char !== '&' || depth > 0)) continue
    const field = text.slice(from, at)
    const equals = field.indexOf('=')
    if (equals > 0) fields[field.slice(0, equals)] = field.slice(equals + 1)
    from = at + 1
  }
  return fields
}
