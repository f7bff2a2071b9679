import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** Seals files that lie where others can reach them, and signs links to them. Keys of its own, derived from the installation's secret key. */
export interface Safe {
  seal: (bytes: Buffer, name: string) => Buffer
  open: (sealed: Buffer, name: string) => Buffer
  linkOf: (to: Link) => string
  /** Nothing when it was not made here, or its time is over. */
  readLink: (token: string, now: Date) => Link | undefined
}
export interface Link {
  invoiceId: string
  what: 'blue' | 'red'
  expiresAt: Date
}

const derive = (secretKey: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secretKey, 'puzi', `invoice/${use}/1`, 32))

export function openSafe(secretKey: string): Safe {
  const [fileKey, linkKey] = [derive(secretKey, 'file'), derive(secretKey, 'link')]
  const macOf = (text: string): Buffer => createHmac('sha256', linkKey).update(text).digest().subarray(0, 18)
  return {
    // AES-256-GCM, bound to the name: what is moved to another place does not open.
    seal: (bytes, name) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', fileKey, iv).setAAD(Buffer.from(name))
      const text = Buffer.concat([cipher.update(bytes), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text])
    },
    open: (sealed, name) => {
      const decipher = createDecipheriv('aes-256-gcm', fileKey, sealed.subarray(0, 12)).setAAD(Buffer.from(name))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    },
    linkOf: ({ invoiceId, what, expiresAt }) => {
      const text = `${invoiceId}.${what}.${Math.floor(expiresAt.getTime() / 1000).toString(36)}`
      return `${text}.${macOf(text).toString('base64url')}`
    },
    readLink: (token, now) => {
      const match = /^(([0-9a-f-]{36})\.(blue|red)\.([0-9a-z]{1,9}))\.([\w-]{24})$/.exec(token)
      if (!match) return undefined
      const [, text = '', invoiceId = '', what, time = '', mac = ''] = match
      const expiresAt = new Date(Number.parseInt(time, 36) * 1000)
      if (!timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(text)) || expiresAt <= now) return undefined
      return { invoiceId, what: what === 'red' ? 'red' : 'blue', expiresAt }
    },
  }
}
