import { route, shopperOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { ledgerChecks } from '../../kernel/ledger-checks.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { adjust, balanceOf, earn, myPoints, takeBack } from './book.ts'
import { ledger, type Points } from './context.ts'
import { getMyPoints, getPointsRule, listPointsEntries, pointsCalls, PointsLedgerQuery, updatePointsRule } from './contract.ts'
import { expire } from './expire.ts'
import { capture, giveBack, hold, holdPoints, holds, prolong, release, releaseLapsed } from './hold.ts'
import { merging } from './merge.ts'
import { ledgerPage, shopperEntries } from './read.ts'
import { changeRule, ruleOf } from './rule-store.ts'

export const points = defineModule({
  name: 'points',
  calls: { ...pointsCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  create: ({ db, now }) => {
    const context: Points = { db, now }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        rule: () => ruleOf(context),
        balance: ({ shopperId }) => balanceOf(context, shopperId),
        hold: (input) => hold(context, input),
        holdPoints: (input) => holdPoints(context, input),
        capture: (input) => capture(context, input),
        release: (input) => release(context, input),
        prolong: (input) => prolong(context, input),
        giveBack: (input) => giveBack(context, input),
        earn: (input) => earn(context, input),
        takeBack: (input) => takeBack(context, input),
        ledger: (input) => ledgerPage(context, PointsLedgerQuery.parse(input)),
        adjust: (input) => adjust(context, input),
        holds: (input) => holds(context, input),
      },
      routes: [
        route(getMyPoints, (caller) => myPoints(context, shopperOf(caller))),
        route(listPointsEntries, (caller, { query }) => shopperEntries(context, shopperOf(caller), query)),
        route(getPointsRule, () => ruleOf(context)),
        route(updatePointsRule, (_caller, { body }) => changeRule(context, body)),
      ],
      handlers: [],
      jobs: [
        sweep({ name: 'points.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(context) }),
        cron({ name: 'points.expire', cron: '25 1 * * *', run: () => expire(context) }),
      ],
      checks: ledgerChecks(db, ledger, now),
    }
  },
})
