import { timingSafeEqual } from 'node:crypto'
import { AppError } from '../../kernel/errors.ts'
import type { Vault } from '../../kernel/vault.ts'

/** So long a pass lets in. */
export const PASS_SECONDS = 300

/** Whom a pass lets in, and to what. */
export interface Holder {
  sessionId: string
  itemId: string
  shopperId: string
}

export interface Passes {
  give: (holder: Holder, now: Date) => { pass: string; until: Date }
  /** Throws `flash_pass_wrong`. */
  check: (pass: string | null, holder: Holder, now: Date) => void
}

/** A pass is a time and a signature over it and its holder: nothing is kept of it, and no other shopper or session can use it. */
export function createPasses(vault: Pick<Vault, 'hash'>): Passes {
  const sign = ({ sessionId, itemId, shopperId }: Holder, until: number): string =>
    vault.hash(JSON.stringify([sessionId, itemId, shopperId, until])).toString('base64url')
  return {
    give: (holder, now) => {
      const until = now.getTime() + PASS_SECONDS * 1000
      return { pass: `${until.toString(36)}.${sign(holder, until)}`, until: new Date(until) }
    },
    check: (pass, holder, now) => {
      const [time = '', given = ''] = (pass ?? '').split('.')
      const until = Number.parseInt(time, 36)
      const [a, b] = [Buffer.from(given), Buffer.from(Number.isSafeInteger(until) ? sign(holder, until) : '')]
      const good = a.length > 0 && a.length === b.length && timingSafeEqual(a, b) && until > now.getTime()
      if (!good) throw new AppError('conflict', 'flash_pass_wrong')
    },
  }
}
