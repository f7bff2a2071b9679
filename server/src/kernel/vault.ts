import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts and finds secrets with keys of its own, derived from the installation's secret key. */
export interface Vault {
  keyId: string
  seal: (secret: string, id: string) => Buffer
  open: (sealed: Buffer, of: { id: string; keyId: string }) => string
  hash: (secret: string) => Buffer
}

const derive = (secretKey: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secretKey, 'puzi', `${use}/1`, 32))

/**
 * AES-256-GCM, bound to the row by its id: what is moved to another row does not open. `owner`: whose secrets they are; each has keys of its
 * own, and neither opens what another sealed.
 */
export function openVault(secretKey: string, owner: string): Vault {
  const [cipherKey, hashKey] = [derive(secretKey, `${owner}/seal`), derive(secretKey, `${owner}/hash`)]
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
