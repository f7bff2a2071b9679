import { invoicePages } from '../areas/invoices/pages.ts'
import type { Page } from './pages.ts'

/** Pages of invoices, wallets, points and red packets. */
export const assetPages: readonly Page[] = [
  ...invoicePages,
  {
    path: '/red-packets',
    area: 'marketing',
    label: 'nav.redPackets',
    permission: 'promotion.read',
    platform: true,
    load: async () => (await import('../areas/marketing/red-packets-page.tsx')).RedPacketsPage,
  },
  {
    path: '/points',
    area: 'marketing',
    label: 'nav.points',
    permission: 'promotion.read',
    platform: true,
    load: async () => (await import('../areas/settings/assets-page.tsx')).PointsPage,
  },
  {
    path: '/withdrawals',
    area: 'money',
    label: 'nav.withdrawals',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('../areas/money/withdrawals-page.tsx')).WithdrawalsPage,
  },
  {
    path: '/wallets',
    area: 'money',
    label: 'nav.wallets',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('../areas/money/wallets-page.tsx')).WalletsPage,
  },
  {
    path: '/wallet-ledger',
    area: 'money',
    label: 'nav.walletLedger',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('../areas/money/wallet-ledger-page.tsx')).WalletLedgerPage,
  },
  {
    path: '/funds',
    area: 'money',
    label: 'nav.funds',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('../areas/settings/assets-page.tsx')).FundsPage,
  },
  {
    path: '/bank-transfers',
    area: 'money',
    label: 'nav.bankTransfers',
    permission: 'wallet.read',
    platform: true,
    load: async () => (await import('../areas/money/bank-transfers-page.tsx')).BankTransfersPage,
  },
]
