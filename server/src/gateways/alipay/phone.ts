import { createDecipheriv, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { ok, type Outcome, refused } from '../outcome.ts'
import type { AlipayOptions } from './adapter.ts'

const Sealed = z.object({ response: z.string().min(1), sign: z.string().min(1) })
const Opened = z.object({ code: z.string(), mobile: z.string().default(''), subMsg: z.string().default('') })

/**
 * The client has got the number from the platform, sealed (AES, CBC) and signed over the sealed text in its quotes: `{"response":"…","sign":"…"}`.
 * Nobody is asked.
 */
export function openedPhone(options: AlipayOptions, given: string): Outcome<{ phone: string; countryCode: string }> {
  if (!options.aesKey) return refused('not_supported', 'no AES key, phone numbers cannot be read')
  const sealed = Sealed.safeParse(jsonOf(given))
  if (!sealed.success) return refused('code_bad', 'not what the client is given')
  const { response, sign } = sealed.data
  if (!verify('sha256', Buffer.from(`"${response}"`), keyOf(options), Buffer.from(sign, 'base64'))) return refused('code_bad', 'signature')
  const opened = Opened.safeParse(jsonOf(decrypted(options.aesKey, response)))
  if (!opened.success) return refused('code_bad', 'what was sealed cannot be read')
  const { code, mobile, subMsg } = opened.data
  return code === '10000' ? ok({ phone: mobile, countryCode: '86' }) : refused('code_bad', subMsg)
}

function keyOf({ alipayPublicKeyPem, certificates }: AlipayOptions) {
  return certificates ? new X509Certificate(certificates.alipayCertPem).publicKey : createPublicKey(alipayPublicKeyPem ?? '')
}

function decrypted(aesKey: string, response: string): string {
  try {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(aesKey, 'base64'), Buffer.alloc(16))
    return decipher.update(response, 'base64', 'utf8') + decipher.final('utf8')
  } catch {
    return ''
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
