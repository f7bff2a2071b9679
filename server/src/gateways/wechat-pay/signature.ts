import { createDecipheriv, createSign, createVerify, type KeyObject } from 'node:crypto'

/** Both sides refuse a message whose clock is further off than this. */
export const greatestClockOffsetSeconds = 300

const scheme = 'WECHATPAY2-SHA256-RSA2048'

export interface Signer {
  merchantId: string
  /** Serial number of the merchant's API certificate, upper-case hex. */
  merchantSerial: string
  privateKey: KeyObject
  now: () => Date
  /** 32 characters that nobody can guess. */
  nonce: () => string
}

/** Base64 RSA-SHA256 (PKCS#1 v1.5) over lines that each end with a line feed. */
export function signLines(lines: readonly string[], privateKey: KeyObject): string {
  return createSign('RSA-SHA256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .sign(privateKey, 'base64')
}

/** The `Authorization` header of a request. `pathAndQuery` is exactly what goes over the wire. */
export function authorization(signer: Signer, request: { method: string; pathAndQuery: string; body: string }): string {
  const timestamp = seconds(signer.now())
  const nonce = signer.nonce()
  const signature = signLines([request.method, request.pathAndQuery, timestamp, nonce, request.body], signer.privateKey)
  return `${scheme} mchid="${signer.merchantId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${signer.merchantSerial}"`
}

export interface SignatureHeaders {
  timestamp: string
  nonce: string
  signature: string
  serial: string
}

type RawHeaders = Record<string, string | string[] | undefined>

/** The four signature headers of an answer or a notification (names in lower case), or nothing when one is missing. */
export function signatureHeaders(headers: RawHeaders): SignatureHeaders | undefined {
  const one = (name: string): string | undefined => {
    const value = headers[`wechatpay-${name}`]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const [timestamp, nonce, signature, serial] = [one('timestamp'), one('nonce'), one('signature'), one('serial')]
  return timestamp && nonce && signature && serial ? { timestamp, nonce, signature, serial } : undefined
}

/** Age is part of the proof: an old message may be a replay. */
export function isFresh(timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= greatestClockOffsetSeconds
}

/** Over the raw bytes: a body that was parsed and written again no longer verifies. */
export function verifies(headers: SignatureHeaders, rawBody: Buffer, publicKey: KeyObject): boolean {
  return createVerify('RSA-SHA256')
    .update(`${headers.timestamp}\n${headers.nonce}\n`)
    .update(rawBody)
    .update('\n')
    .verify(publicKey, headers.signature, 'base64')
}

export interface Sealed {
  algorithm: string
  nonce: string
  associated_data?: string | undefined
  ciphertext: string
}

const tagBytes = 16

/** AES-256-GCM with the tag checked. Nothing when it does not open: wrong key, or not made by the platform. */
export function unseal(sealed: Sealed, apiV3Key: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  if (sealed.algorithm !== 'AEAD_AES_256_GCM' || bytes.length < tagBytes) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(sealed.nonce), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(sealed.associated_data ?? ''))
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    // `final` is what checks the tag.
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}

export const seconds = (date: Date): string => String(Math.floor(date.getTime() / 1000))
