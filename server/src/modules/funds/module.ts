import { payoutChannel, whenFirstUsed } from '../../gateways/connections.ts'
import { on } from '../../kernel/events.ts'
import { route, shopperOf, staffOf, webhook } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { paymentCalls, paymentPaid } from '../payment/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { adjustMoney, adjustTheirPoints, pointsLedger, walletLedger, walletsBoard } from './adjust.ts'
import { withdrawalsOff } from './checks.ts'
import type { Funds } from './context.ts'
import {
  adjustPoints,
  adjustWallet,
  approveWithdrawal,
  fundsCalls,
  getFunds,
  getFundsSettings,
  getTopUp,
  listAdminWithdrawals,
  listPointsLedger,
  listWalletLedger,
  listWallets,
  listWithdrawals,
  rejectWithdrawal,
  requestWithdrawal,
  startTopUp,
  updateFundsSettings,
  withdrawalEnded,
} from './contract.ts'
import { settleHold } from './end.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { receiveTransferNotice, workOnWithdrawals } from './payout.ts'
import { changeSettings, settingsOf } from './settings.ts'
import { begin, book, closeOverdue, topUpOf } from './top-up.ts'
import { approve, board, mine, reject, request } from './withdraw.ts'

export const funds = defineModule({
  name: 'funds',
  calls: { ...fundsCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { payment: paymentCalls, points: pointsCalls, shop: shopCalls, shopper: shopperCalls, wallet: walletCalls },
  messages,
  create: (kit) => {
    const { db, now, newId, log, config } = kit
    const context: Funds = {
      db,
      now,
      newId,
      log,
      publicUrl: config.publicUrl,
      payout: whenFirstUsed(() => payoutChannel(kit)),
      ...kit.needs,
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        bank: async () => ({ account: (await settingsOf(context)).bank }),
        configure: async (settings) => {
          await changeSettings(context, fundsCalls.configure.input.parse(settings))
          return { ok: true as const }
        },
      },
      routes: [
        route(getFunds, () => settingsOf(context)),
        route(startTopUp, (caller, { body }) => begin(context, { shopperId: shopperOf(caller), ip: caller.ip }, body)),
        route(getTopUp, (caller, { params }) => topUpOf(context, shopperOf(caller), params.id)),
        route(requestWithdrawal, (caller, { body }) => request(context, shopperOf(caller), body)),
        route(listWithdrawals, (caller) => mine(context, shopperOf(caller))),
        route(getFundsSettings, () => settingsOf(context)),
        route(updateFundsSettings, (_caller, { body }) => changeSettings(context, body)),
        route(listAdminWithdrawals, (_caller, { query }) => board(context, query)),
        route(approveWithdrawal, (caller, { params }) => approve(context, staffOf(caller).name, params.id)),
        route(rejectWithdrawal, (caller, { params, body }) => reject(context, staffOf(caller).name, { ...body, id: params.id })),
        webhook({ method: 'POST', path: '/funds/transfers', handle: (request) => receiveTransferNotice(context, request) }),
        route(listWallets, (_caller, { query }) => walletsBoard(context, query)),
        route(listWalletLedger, (_caller, { query }) => walletLedger(context, query)),
        route(listPointsLedger, (_caller, { query }) => pointsLedger(context, query)),
        route(adjustWallet, (caller, { params, body }) => adjustMoney(context, staffOf(caller), { ...body, id: params.id })),
        route(adjustPoints, (caller, { params, body }) => adjustTheirPoints(context, staffOf(caller), { ...body, id: params.id })),
      ],
      handlers: [
        on(paymentPaid, 'funds.book-top-up', ({ payload }) => book(context, payload)),
        on(withdrawalEnded, 'funds.settle-hold', ({ payload }) => settleHold(context, payload)),
      ],
      jobs: [
        sweep({ name: 'funds.close-top-ups', everyMs: 5_000, run: () => closeOverdue(context) }),
        sweep({ name: 'funds.work-on-withdrawals', everyMs: 2_000, run: () => workOnWithdrawals(context) }),
      ],
      checks: [{ name: 'funds: withdrawals are held, spent or free as they say', invariant: 17, run: () => withdrawalsOff(context) }],
    }
  },
})
