import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto'

/** Encrypts and finds secrets with keys of its own, derived from the installation's secret key. */
export interface Vault {
  keyId: string
  seal: (secret: string, id: string) => Buffer
  open: (sealed: Buffer, of: { id: string; keyId: string }) => string
  hash: (secret: string) => Buffer
}

const derive = (secretKey: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secretKey, 'puzi', `card-key/${use}/1`, 32))

/** AES-256-GCM, bound to the row by its id: what is moved to another row does not open. */
export function openVault(secretKey: string): Vault {
  const [cipherKey, hashKey] = [derive(secretKey, 'seal'), derive(secretKey, 'hash')]
  const keyId = `1:${createHash('sha256').update(cipherKey).digest('hex').slice(0, 12)}`
  return {
    keyId,
    seal: (secret, id) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, iv).setAAD(Buffer.from(id))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text])
    },
    open: (sealed, of) => {
      if (of.keyId !== keyId) throw new Error(`secret ${of.id} was sealed with key ${of.keyId}, this installation has ${keyId}`)
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, sealed.subarray(0, 12)).setAAD(Buffer.from(of.id))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
    hash: (secret) => createHmac('sha256', hashKey).update(secret).digest(),
  }
}

/** A voucher code people can read out: 16 digits, of which nobody guesses one. */
export const newVoucherCode = (): string => Array.from({ length: 4 }, () => String(randomInt(10_000)).padStart(4, '0')).join('')
/** However it was typed. */
export const plainCode = (code: string): string => code.replaceAll(/[\s-]/g, '')
/** Its last signs, never more than a quarter. */
export const hintOf = (secret: string): string => `…${secret.slice(-Math.min(4, Math.floor(secret.length / 4)))}`
