import { route, shopperOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { ledgerChecks } from '../../kernel/ledger-checks.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { adjust, credit, walletOf } from './book.ts'
import { ledger, type Wallets } from './context.ts'
import { getWallet, listWalletEntries, walletCalls, WalletLedgerQuery } from './contract.ts'
import { capture, collect, giveBack, hold, holds, prolong, release, releaseLapsed } from './hold.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { ledgerPage, shopperEntries, walletsPage } from './read.ts'

export const wallet = defineModule({
  name: 'wallet',
  calls: { ...walletCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  messages,
  create: ({ db, now }) => {
    const wallets: Wallets = { db, now }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        balance: ({ shopperId }) => walletOf(wallets, shopperId),
        hold: ({ reference = '', ...input }) => hold(wallets, { ...input, reference }),
        capture: (input) => capture(wallets, input),
        collect: (input) => collect(wallets, input),
        prolong: (input) => prolong(wallets, input),
        release: (input) => release(wallets, input),
        giveBack: ({ note = '', ...input }) => giveBack(wallets, { ...input, note }),
        credit: ({ giftFen = 0, cardFen = 0, note = '', ...input }) => credit(wallets, { ...input, giftFen, cardFen, note }),
        list: (input) => walletsPage(wallets, input),
        ledger: (input) => ledgerPage(wallets, WalletLedgerQuery.parse(input)),
        adjust: (input) => adjust(wallets, input),
        holds: (input) => holds(wallets, input),
      },
      routes: [
        route(getWallet, (caller) => walletOf(wallets, shopperOf(caller))),
        route(listWalletEntries, (caller, { query }) => shopperEntries(wallets, shopperOf(caller), query)),
      ],
      handlers: [],
      jobs: [sweep({ name: 'wallet.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(wallets) })],
      checks: ledgerChecks(db, ledger, now),
    }
  },
})
