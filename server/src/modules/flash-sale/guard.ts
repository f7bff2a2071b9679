import { randomInt } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { AppError } from '../../kernel/errors.ts'
import type { Vault } from '../../kernel/vault.ts'
import type { FlashChallenge } from './contract.ts'
import { drawCode } from './picture.ts'

/** Of whom a session asks the code of a picture before the gate: nobody, who looks like a machine, everybody. */
type Challenge = 'off' | 'suspicious' | 'everybody'
interface Comer {
  sessionId: string
  shopperId: string
  ip: string
  device?: string | undefined
  answer?: { question: string; code: string } | undefined
}
type Asker = Pick<Comer, 'sessionId' | 'shopperId'>

/** Puts a question only a person can answer. Another provider's is put here in its place: it asks, and tells whether an answer is right. */
export interface Captcha {
  ask: (who: Asker, now: Date) => Promise<FlashChallenge>
  isRight: (who: Asker, answer: { question: string; code: string }, now: Date) => boolean
}

/** Keeps machines from the gate. How often one person may ask is limited by the operation, how many come with one device by the gate. */
export interface Guard {
  /** Throws `flash_check_needed` or `flash_check_wrong`. */
  inspect: (comer: Comer, challenge: Challenge, now: Date) => void
}

/** An answer is good for so long, for one person and session: whoever waits in the queue shows it again. */
const GOOD_MS = 300_000
/** So many attempts in so many seconds come from an address before it looks like a machine: a family does not, a street behind one may. */
const ADDRESS = { times: 60, ms: 10_000 }

export function createGuard(captcha: Captcha): Guard {
  const addresses = new LRUCache<string, { count: number }>({ max: 50_000, ttl: ADDRESS.ms })
  const isOften = (ip: string): boolean => {
    const known = addresses.get(ip)
    if (!known) {
      addresses.set(ip, { count: 1 })
      return false
    }
    known.count += 1
    return known.count > ADDRESS.times
  }
  return {
    inspect: (comer, challenge, now) => {
      if (challenge === 'off') return
      const often = isOften(comer.ip)
      if (challenge === 'suspicious' && comer.device !== undefined && !often) return
      if (!comer.answer) throw new AppError('conflict', 'flash_check_needed')
      if (!captcha.isRight(comer, comer.answer, now)) throw new AppError('conflict', 'flash_check_wrong')
    },
  }
}

/** Four digits in a picture. The question is a time and a signature over it, the person and the code: nothing is kept of it. */
export function createPictureCaptcha(vault: Pick<Vault, 'hash'>): Captcha {
  const sign = ({ sessionId, shopperId }: Asker, until: string, code: string): string =>
    vault.hash(JSON.stringify(['check', sessionId, shopperId, until, code])).toString('base64url')
  return {
    ask: async (who, now) => {
      const code = String(randomInt(10_000)).padStart(4, '0')
      const until = (now.getTime() + GOOD_MS).toString(36)
      return { question: `${until}.${sign(who, until, code)}`, picture: await drawCode(code) }
    },
    isRight: (who, { question, code }, now) => {
      const [until = '', signature] = question.split('.')
      return Number.parseInt(until, 36) > now.getTime() && signature === sign(who, until, code)
    },
  }
}
