import { createDigits } from '../../gateways/captcha/digits.ts'
import { later } from '../../kernel/clock.ts'
import { on } from '../../kernel/events.ts'
import { guardSlot } from '../../kernel/guard.ts'
import { type Route, route, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderCalls, orderPlaced } from '../order/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { judgeAct, writeUnjudged } from './act.ts'
import { openBook } from './book.ts'
import { answer, challenge, subjectOf, usePass } from './challenge.ts'
import type { Risk } from './context.ts'
import * as face from './contract.ts'
import { listings, put, remove } from './listings.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { forgetChallenges } from './queries/challenges.ts'
import { forget } from './queries/facts.ts'
import { untold } from './queries/reviews.ts'
import { decide, hitList, holdOrder, queue, tell } from './reviews.ts'
import { addRule, dropRule, editRule, rules, seed, setPolicy, tryRule } from './rule-book.ts'

export const risk = defineModule({
  name: 'risk',
  calls: { ...face.riskCalls, ...mergeSlot.calls },
  needs: { order: orderCalls, shopper: shopperCalls },
  plugsInto: [guardSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, log, config: { secretKey, demo }, needs }) => {
    const captcha = createDigits(secretKey)
    const kit: Risk = { db, now, newId, log, secretKey, demo, captcha, ...needs, book: openBook(db), unjudged: [] }
    const merges = mergeCalls(db, now, merging)
    return {
      calls: {
        ...merges,
        // What this process has not written down yet goes over as well; what others have follows in the next round.
        mergeShopper: async (pair) => {
          await writeUnjudged(kit)
          return merges.mergeShopper(pair)
        },
        guardAct: (act) => judgeAct(kit, act),
        usePass: async ({ pass, ...who }) => ({ passed: await usePass(kit, { pass, subject: subjectOf(who) }) }),
        seed: (input) => seed(kit, face.riskCalls.seed.input.parse(input)),
      },
      routes: [...staffRoutes(kit), ...shopRoutes(kit)],
      handlers: [on(orderPlaced, 'risk.hold-order', (event) => holdOrder(kit, event))],
      jobs: [
        sweep({ name: 'risk.tell', everyMs: 1_000, run: () => tell(kit) }),
        cron({ name: 'risk.forget', cron: '41 3 * * *', run: () => forgetOld(kit) }),
      ],
      checks: [
        {
          name: 'risk: orders know whether they are held',
          invariant: 0,
          run: async () =>
            (await untold(db, later(now(), { hours: -1 }))).map(({ id, orderId, state }) => ({
              id,
              text: `order ${orderId} has not heard that its review is ${state}`,
            })),
        },
      ],
      ...writing(kit),
    }
  },
})

/** Each process writes down what it let through without judging, also one that only answers requests. */
function writing(kit: Risk): { start: () => Promise<void>; stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  const write = () => {
    running = running.then(() => writeUnjudged(kit)).catch((err: unknown) => kit.log.error({ err }, 'acts could not be written down'))
  }
  return {
    start: async () => {
      timer = setInterval(write, 1000).unref()
    },
    stop: async () => {
      clearInterval(timer)
      write()
      await running
    },
  }
}

async function forgetOld(kit: Risk): Promise<void> {
  const { policy } = await kit.book.read()
  await forget(kit.db, later(kit.now(), { days: -policy.keepDays }))
  await forgetChallenges(kit.db, later(kit.now(), { hours: -1 }))
}

const staffRoutes = (kit: Risk): Route[] => [
  route(face.listRiskRules, () => rules(kit)),
  route(face.createRiskRule, (_caller, { body }) => addRule(kit, body)),
  route(face.updateRiskRule, (_caller, { params, body }) => editRule(kit, { ...body, id: params.id })),
  route(face.deleteRiskRule, (_caller, { params }) => dropRule(kit, params.id)),
  route(face.putRiskPolicy, (_caller, { body }) => setPolicy(kit, body)),
  route(face.tryRiskRule, (_caller, { body }) => tryRule(kit, body)),
  route(face.listRiskListings, (_caller, { query }) => listings(kit, query)),
  route(face.putRiskListing, (caller, { body }) => put(kit, staffOf(caller).name, body)),
  route(face.deleteRiskListing, (_caller, { params }) => remove(kit, params.id)),
  route(face.listRiskReviews, (_caller, { query }) => queue(kit, query)),
  route(face.decideRiskReview, (caller, { params, body }) => decide(kit, { id: params.id, staffName: staffOf(caller).name }, body)),
  route(face.listRiskHits, (_caller, { query }) => hitList(kit, query)),
]

const shopRoutes = (kit: Risk): Route[] => [
  route(face.createChallenge, (caller) => challenge(kit, caller)),
  route(face.answerChallenge, (caller, { params, body }) => answer(kit, caller, { ...params, ...body })),
]
