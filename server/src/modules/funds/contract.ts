import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { Done, Fen, Id, IdParams, NoInput, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { PayAction, PayMethod } from '../payment/contract.ts'
import { PointsLedgerEntry, PointsLedgerQuery } from '../points/contract.ts'
import { LedgerEntry, ShopperWallet, WalletLedgerQuery } from '../wallet/contract.ts'

/** Where shoppers transfer to. */
export const BankAccount = z
  .strictObject({
    payee: z.string().trim().min(1).max(60),
    bank: z.string().trim().min(1).max(60),
    number: z.string().trim().min(4).max(40),
  })
  .meta({ id: 'BankAccount' })
/** Top-ups and withdrawals of the whole mall. */
export const FundsSettings = z
  .strictObject({
    topUp: z.boolean().default(true),
    minTopUpFen: z.int().min(1).max(10_000_00).default(100),
    maxTopUpFen: z.int().min(1).max(10_000_00).default(5000_00),
    /** From so much on, so much is given on top: the highest step reached counts. */
    gifts: z
      .array(z.strictObject({ fromFen: z.int().min(1).max(10_000_00), giftFen: z.int().min(1).max(10_000_00) }))
      .max(10)
      .default([]),
    withdraw: z.boolean().default(true),
    minWithdrawFen: z.int().min(10).max(1999_99).default(100),
    /** The channel asks for the payee's name from ¥2,000 on, which the mall does not know. */
    maxWithdrawFen: z.int().min(10).max(1999_99).default(1000_00),
    /** Withdrawals up to this go out without review; 0: each is looked at. */
    reviewAboveFen: z.int().min(0).max(1999_99).default(0),
    /** Null: nobody pays by bank transfer. */
    bank: BankAccount.nullable().default(null),
  })
  .meta({ id: 'FundsSettings' })
export type FundsSettings = z.output<typeof FundsSettings>

export const TopUp = z
  .object({ id: Id, amountFen: Fen, giftFen: Fen, state: z.enum(['open', 'paid', 'closed']), createdAt: Time, paidAt: Time.nullable() })
  .meta({ id: 'TopUp' })
export const WithdrawalState = z.enum(['asked', 'reviewing', 'approved', 'sent', 'confirming', 'done', 'rejected', 'failed'])
export const Withdrawal = z
  .object({
    id: Id,
    number: z.string(),
    amountFen: Fen,
    state: WithdrawalState,
    note: z.string(),
    createdAt: Time,
    endedAt: Time.nullable(),
    /** With which the payee confirms in the app; in the demo the address of the page that plays it. */
    confirm: z.object({ merchantId: z.string(), appId: z.string(), package: z.string() }).nullable(),
  })
  .meta({ id: 'Withdrawal' })
export const AdminWithdrawal = Withdrawal.omit({ confirm: true })
  .extend({ shopperId: Id, shopperName: z.string(), reviewer: z.string(), mismatch: z.string() })
  .meta({ id: 'AdminWithdrawal' })

export const getFunds = operation({
  id: 'getFunds',
  face: 'shop',
  method: 'GET',
  path: '/funds',
  summary: 'What can be topped up and withdrawn, and the gifts',
  access: 'shopper',
  reply: FundsSettings,
})
export const startTopUp = operation({
  id: 'startTopUp',
  face: 'shop',
  method: 'POST',
  path: '/wallet/top-ups',
  summary: 'Begin a top-up and its payment; keyed, twice is once',
  access: 'shopper',
  body: z.strictObject({
    requestId: RequestKey,
    amountFen: z.int().min(1).max(10_000_00),
    method: PayMethod,
    returnPath: z
      .string()
      .max(200)
      .regex(/^\/(?!\/)[\w\-/?=&%.]*$/)
      .nullable()
      .default(null),
  }),
  reply: z.object({ topUp: TopUp, action: PayAction }),
  errors: ['top_up_refused', 'key_reused', 'payment_paid', 'payment_closed', 'payer_unknown', 'channel_refused', 'channel_unavailable'],
})
export const getTopUp = operation({
  id: 'getTopUp',
  face: 'shop',
  method: 'GET',
  path: '/wallet/top-ups/:id',
  summary: 'State of a top-up; asks the channel when it is not yet known to be paid',
  access: 'shopper',
  params: IdParams,
  reply: TopUp,
  errors: ['top_up_not_found'],
})
export const requestWithdrawal = operation({
  id: 'requestWithdrawal',
  face: 'shop',
  method: 'POST',
  path: '/wallet/withdrawals',
  access: 'shopper',
  body: z.strictObject({ requestId: RequestKey, amountFen: z.int().min(10).max(1999_99) }),
  reply: Withdrawal,
  errors: ['withdrawal_refused', 'balance_short', 'payer_unknown', 'key_reused'],
  guard: ({ amountFen }) => ({ kind: 'withdraw', amountFen }),
})
export const listWithdrawals = operation({
  id: 'listWithdrawals',
  face: 'shop',
  method: 'GET',
  path: '/wallet/withdrawals',
  summary: 'The latest withdrawals; asks the channel about those that are under way',
  access: 'shopper',
  reply: z.object({ items: z.array(Withdrawal) }),
})

export const getFundsSettings = operation({
  id: 'getFundsSettings',
  face: 'admin',
  method: 'GET',
  path: '/funds-settings',
  access: 'staff:wallet.read',
  platform: true,
  reply: FundsSettings,
})
export const updateFundsSettings = operation({
  id: 'updateFundsSettings',
  face: 'admin',
  method: 'PUT',
  path: '/funds-settings',
  access: 'staff:wallet.write',
  platform: true,
  body: FundsSettings,
  reply: FundsSettings,
})
export const listAdminWithdrawals = operation({
  id: 'listAdminWithdrawals',
  face: 'admin',
  method: 'GET',
  path: '/withdrawals',
  access: 'staff:wallet.read',
  platform: true,
  query: PageQuery.extend({ state: WithdrawalState.optional() }),
  reply: pageOf(AdminWithdrawal),
})
export const approveWithdrawal = operation({
  id: 'approveWithdrawal',
  face: 'admin',
  method: 'POST',
  path: '/withdrawals/:id/approve',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  reply: AdminWithdrawal,
  errors: ['withdrawal_not_found', 'withdrawal_reviewed'],
})
export const rejectWithdrawal = operation({
  id: 'rejectWithdrawal',
  face: 'admin',
  method: 'POST',
  path: '/withdrawals/:id/reject',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(100) }),
  reply: AdminWithdrawal,
  errors: ['withdrawal_not_found', 'withdrawal_reviewed'],
})
export const AdminWallet = ShopperWallet.extend({ shopperName: z.string() }).meta({ id: 'AdminWallet' })
export const listWallets = operation({
  id: 'listWallets',
  face: 'admin',
  method: 'GET',
  path: '/wallets',
  summary: 'Wallets by balance, the fullest first',
  access: 'staff:wallet.read',
  platform: true,
  query: PageQuery.extend({ shopperId: Id.optional() }),
  reply: pageOf(AdminWallet),
})
export const AdminWalletEntry = LedgerEntry.extend({ shopperName: z.string() }).meta({ id: 'AdminWalletEntry' })
export const listWalletLedger = operation({
  id: 'listWalletLedger',
  face: 'admin',
  method: 'GET',
  path: '/wallet-ledger',
  summary: 'Every movement of money in wallets, newest first',
  access: 'staff:wallet.read',
  platform: true,
  query: WalletLedgerQuery,
  reply: pageOf(AdminWalletEntry),
})
export const AdminPointsEntry = PointsLedgerEntry.extend({ shopperName: z.string() }).meta({ id: 'AdminPointsEntry' })
export const listPointsLedger = operation({
  id: 'listPointsLedger',
  face: 'admin',
  method: 'GET',
  path: '/points-ledger',
  summary: 'Every movement of points, newest first',
  access: 'staff:wallet.read',
  platform: true,
  query: PointsLedgerQuery,
  reply: pageOf(AdminPointsEntry),
})
export const adjustWallet = operation({
  id: 'adjustWallet',
  face: 'admin',
  method: 'POST',
  path: '/wallets/:id/adjustments',
  summary: 'Add or take money with a reason; keyed, twice is once',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    account: z.enum(['cash', 'gift']),
    changeFen: z.int().min(-10_000_00).max(10_000_00),
    reason: z.string().trim().min(2).max(200),
  }),
  reply: AdminWallet,
  errors: ['balance_short', 'key_reused', 'shopper_not_found'],
})
export const adjustPoints = operation({
  id: 'adjustPoints',
  face: 'admin',
  method: 'POST',
  path: '/points/:id/adjustments',
  summary: 'Add or take points with a reason; keyed, twice is once',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({
    requestId: RequestKey,
    change: z.int().min(-1_000_000).max(1_000_000),
    reason: z.string().trim().min(2).max(200),
  }),
  reply: z.object({ available: z.int() }),
  errors: ['balance_short', 'key_reused', 'shopper_not_found'],
})

/** A withdrawal reached its end; its money is spent, or free again. */
export const withdrawalEnded = event('funds.withdrawal_ended', z.object({ id: Id, ok: z.boolean() }), ({ id }) => id)
export const fundsCalls = {
  bank: call(NoInput, z.object({ account: BankAccount.nullable() })),
  /** Limits, gifts and review. For set-up. */
  configure: call(FundsSettings, Done),
}
