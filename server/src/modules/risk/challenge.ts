import { createHash, randomBytes } from 'node:crypto'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Caller } from '../../kernel/http.ts'
import type { Risk } from './context.ts'
import { insertChallenge, passChallenge, takeTry, takeUse } from './queries/challenges.ts'

const PUZZLE_MINUTES = 5
const PASS_MINUTES = 10

/** Whom a puzzle and its pass belong to. */
export const subjectOf = (who: { shopperId: string | null; device: string | null; ip: string }): string =>
  who.shopperId ?? who.device ?? who.ip
const callerSubject = ({ actor, device, ip }: Caller): string =>
  subjectOf({ shopperId: actor.kind === 'shopper' ? actor.id : null, device, ip })
const hashOf = (pass: string): Buffer => createHash('sha256').update(pass).digest()

export async function challenge(risk: Risk, caller: Caller) {
  const now = risk.now()
  const id = risk.newId()
  const { puzzle, kept, answer } = await risk.captcha.make()
  await insertChallenge(risk.db, {
    id,
    subject: callerSubject(caller),
    kept,
    createdAt: now,
    expiresAt: later(now, { minutes: PUZZLE_MINUTES }),
  })
  return { id, puzzle, ...(risk.demo && answer !== null ? { demoAnswer: answer } : {}) }
}

/** Five tries; the right one gives a pass. Throws `challenge_wrong`, `challenge_over`. */
export async function answer(risk: Risk, caller: Caller, given: { id: string; answer: string }): Promise<{ pass: string }> {
  const now = risk.now()
  const kept = await takeTry(risk.db, { id: given.id, subject: callerSubject(caller), now })
  if (kept === undefined) throw new AppError('conflict', 'challenge_over')
  if (!(await risk.captcha.check(kept, given.answer))) throw new AppError('conflict', 'challenge_wrong')
  const pass = randomBytes(24).toString('base64url')
  const passed = await passChallenge(risk.db, { id: given.id, hash: hashOf(pass), expiresAt: later(now, { minutes: PASS_MINUTES }) })
  if (!passed) throw new AppError('conflict', 'challenge_over')
  return { pass }
}

/** Whether this pass is good for one act more of whom it was given to. */
export async function usePass(
  { db, now }: Pick<Risk, 'db' | 'now'>,
  { pass, subject }: { pass: string | null; subject: string },
): Promise<boolean> {
  return pass !== null && takeUse(db, { hash: hashOf(pass), subject, now: now() })
}
