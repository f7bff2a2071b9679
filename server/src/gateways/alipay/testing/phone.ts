import { createCipheriv, createHash, sign } from 'node:crypto'
import type { AlipayKeys } from '../../testing/more-keys.ts'

/** The AES key of a simulated app: the same for the same keys. */
export const aesKeyOf = (keys: AlipayKeys): string =>
  createHash('sha256').update(`aes ${keys.platform.publicPem}`).digest().subarray(0, 16).toString('base64')

/** What `my.getPhoneNumber` hands to the client: sealed for the app, signed by the platform. */
export function sealedPhone(keys: AlipayKeys, mobile: string): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(aesKeyOf(keys), 'base64'), Buffer.alloc(16))
  const response = cipher.update(JSON.stringify({ code: '10000', msg: 'Success', mobile }), 'utf8', 'base64') + cipher.final('base64')
  return JSON.stringify({ response, sign: sign('sha256', Buffer.from(`"${response}"`), keys.platform.privatePem).toString('base64') })
}
