import { z } from 'zod'
import { event, operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, PageQuery, pageOf, Time } from '../../kernel/schema.ts'
import { BankAccount } from '../funds/contract.ts'
import { Picture } from '../media/contract.ts'

/** `open`: nothing shown yet. `submitted`: finance looks at the proof. A rejected one can be shown again. */
export const BankTransferState = z.enum(['open', 'submitted', 'approved', 'rejected'])
export const BankTransfer = z
  .object({
    id: Id,
    checkoutId: Id,
    state: BankTransferState,
    amountFen: Fen,
    /** To be written on the transfer. */
    reference: z.string(),
    account: BankAccount.nullable(),
    pictures: z.array(Picture),
    payerName: z.string(),
    /** Why it was rejected. */
    note: z.string(),
    payBefore: Time,
  })
  .meta({ id: 'BankTransfer' })
const errors = ['checkout_not_found', 'payment_closed', 'payment_paid', 'bank_unavailable']
export const startBankTransfer = operation({
  id: 'startBankTransfer',
  face: 'shop',
  method: 'POST',
  path: '/checkouts/:id/bank-transfer',
  summary: 'Where to transfer what; again gives the same, as it stands',
  access: 'shopper',
  params: IdParams,
  reply: BankTransfer,
  errors,
})
export const submitBankProof = operation({
  id: 'submitBankProof',
  face: 'shop',
  method: 'POST',
  path: '/checkouts/:id/bank-transfer/proof',
  summary: 'Shows the proof; from now on the order waits for finance, up to three days',
  access: 'shopper',
  params: IdParams,
  body: z.strictObject({ pictures: z.array(Picture).min(1).max(3), payerName: z.string().trim().min(1).max(40) }),
  reply: BankTransfer,
  errors: [...errors, 'bank_transfer_reviewed', 'picture_unknown'],
})

export const AdminBankTransfer = BankTransfer.omit({ account: true })
  .extend({ shopperId: Id, shopperName: z.string(), reviewer: z.string(), createdAt: Time, submittedAt: Time.nullable() })
  .meta({ id: 'AdminBankTransfer' })
export const listBankTransfers = operation({
  id: 'listBankTransfers',
  face: 'admin',
  method: 'GET',
  path: '/bank-transfers',
  access: 'staff:wallet.read',
  platform: true,
  query: PageQuery.extend({ state: BankTransferState.optional() }),
  reply: pageOf(AdminBankTransfer),
})
export const approveBankTransfer = operation({
  id: 'approveBankTransfer',
  face: 'admin',
  method: 'POST',
  path: '/bank-transfers/:id/approve',
  summary: 'The money is on the account, to the fen; once',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({ receivedFen: Fen }),
  reply: AdminBankTransfer,
  errors: ['bank_transfer_not_found', 'bank_transfer_reviewed', 'amount_mismatch'],
})
export const rejectBankTransfer = operation({
  id: 'rejectBankTransfer',
  face: 'admin',
  method: 'POST',
  path: '/bank-transfers/:id/reject',
  access: 'staff:wallet.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({ reason: z.string().trim().min(2).max(100) }),
  reply: AdminBankTransfer,
  errors: ['bank_transfer_not_found', 'bank_transfer_reviewed'],
})

/** A proof is there: until then the order waits for finance, and with it all that it holds. */
export const bankProofShown = event('order.bank_proof_shown', z.object({ checkoutId: Id, until: Time }), ({ checkoutId }) => checkoutId)

/** Finance has seen the money: it comes into the shopper's wallet, and pays the checkout from there. */
export const bankTransferApproved = event('order.bank_transfer_approved', z.object({ id: Id }), ({ id }) => id)
