import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Act } from '../../kernel/guard.ts'
import { type Book, listKey, type Rule } from './book.ts'
import { subjectOf, usePass } from './challenge.ts'
import type { RiskKind, RiskReason } from './contract.ts'
import type { Risk } from './context.ts'
import { type Judgement, judge } from './evaluate.ts'
import { factOf, kindsOf } from './facts.ts'
import { count, type Fact, insertFacts, insertHit, keyOf, lockKeys } from './queries/facts.ts'
import { putReview } from './queries/reviews.ts'

const dimensions = ['shopper', 'device', 'ip', 'phone', 'address'] as const
/** Kept in memory until they are written; a process that dies loses what nobody had a rule for. */
const MOST_UNJUDGED = 5000

/**
 * Judges an act before it is done, and writes down that it was about to be. Where nobody has a rule for it there is nothing to ask: it is
 * written down a little later. Throws `challenge_needed`, `act_blocked`.
 */
export async function judgeAct(risk: Risk, act: Act): Promise<{ ok: true }> {
  const at = risk.now()
  const kinds = kindsOf(act)
  if (kinds.length === 0) return { ok: true }
  const book = await risk.book.read()
  const rules = book.rules.filter((rule) => rule.kinds.some((kind) => kinds.includes(kind)))
  if (rules.length === 0 && book.listed.size === 0) return later(risk, act, at)
  const fact = await factOf(risk, act, at)
  const listed = listedAs(book, fact)
  if (rules.length === 0 && !listed) return later(risk, act, at)
  const { decision, kind } = await decide(risk, { act, fact, rules, book, listed })
  if (decision === 'block') throw new AppError('forbidden', 'act_blocked')
  if (decision === 'challenge') throw new AppError('forbidden', 'challenge_needed', { kind })
  return { ok: true }
}

function later(risk: Risk, act: Act, at: Date): { ok: true } {
  if (risk.unjudged.length < MOST_UNJUDGED) risk.unjudged.push({ act, at })
  return { ok: true }
}

/** Acts that nobody had to judge: they are what a rule can be tried on. Returns how many were written. */
export async function writeUnjudged(risk: Risk): Promise<number> {
  const some = risk.unjudged.splice(0, 500)
  if (some.length === 0) return 0
  const facts: Fact[] = []
  // One after the other: nobody waits for it, and others need the database.
  for (const { act, at } of some) facts.push(await factOf(risk, act, at))
  await insertFacts(risk.db, facts)
  return some.length
}

interface Listed {
  list: 'allow' | 'block'
  reason: RiskReason
}

/** Whoever is to be let through is, whatever else is listed of the act. */
function listedAs({ listed }: Book, fact: Fact): Listed | undefined {
  const found = dimensions.flatMap((dimension) => {
    const key = keyOf(fact, dimension)
    const one = key === null ? undefined : listed.get(listKey(dimension, key))
    if (!one || (one.until && one.until <= fact.at)) return []
    const reason = { ruleId: null, name: one.note, measure: null, dimension, value: 1, most: 0, windowMinutes: 0, score: 100 }
    return [{ list: one.list, reason }]
  })
  return found.find((one) => one.list === 'allow') ?? found[0]
}

interface Deciding {
  act: Act
  fact: Fact
  rules: readonly Rule[]
  book: Book
  listed: Listed | undefined
}

/** One transaction: locks, the fact, one query for all rules, and what came of it. */
async function decide(risk: Risk, { act, fact, rules, book, listed }: Deciding): Promise<Pick<Judgement, 'decision'> & { kind: RiskKind }> {
  return inTx(risk.db, async (tx) => {
    const judged = listed ? [] : rules
    const keys = judged.flatMap(({ dimension }) => {
      const key = keyOf(fact, dimension)
      return key === null ? [] : [listKey(dimension, key)]
    })
    if (keys.length > 0) await lockKeys(tx, keys)
    const seq = await insertFacts(tx, [fact])
    const found: Judgement = listed
      ? { decision: listed.list, score: listed.list === 'block' ? 100 : 0, reasons: [listed.reason] }
      : judge(await count(tx, { ...fact, seq }, judged), book.policy)
    const kind = kindOf(fact, found, rules)
    if (found.reasons.length === 0) return { decision: 'allow', kind }
    const asked = { pass: act.pass, subject: subjectOf(fact) }
    const passed = found.decision === 'challenge' && (await usePass({ ...risk, db: tx }, asked))
    const hit = {
      id: risk.newId(),
      fact: seq,
      kind,
      at: fact.at,
      shopperId: fact.shopperId,
      device: fact.device,
      ip: fact.ip,
      passed,
      ...found,
    }
    // Being let through by a list is nothing to look at.
    if (listed?.list !== 'allow') await insertHit(tx, hit)
    if (found.decision === 'review' && !fact.kinds.includes('order'))
      await putReview(tx, { ...hit, id: risk.newId(), hitId: hit.id, subject: fact.person, orderId: null })
    return { decision: passed ? 'allow' : found.decision, kind }
  })
}

/** The kind that the first rule is about. */
function kindOf(fact: Fact, { reasons }: Judgement, rules: readonly Rule[]): RiskKind {
  const rule = rules.find(({ id }) => id === reasons[0]?.ruleId)
  const [first] = fact.kinds
  if (!first) throw new Error('an act without a kind is not judged')
  return fact.kinds.find((kind) => rule?.kinds.includes(kind)) ?? first
}
