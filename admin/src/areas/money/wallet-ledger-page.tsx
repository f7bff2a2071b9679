import { Button, Segmented } from 'antd'
import type { ReactNode } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { kindKey } from './kinds.ts'

type Entry = Item<'listWalletLedger'>
type PointsEntry = Item<'listPointsLedger'>

/** Every movement of money and points of shoppers, newest first. Nothing in it is ever changed. */
export function WalletLedgerPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ of: 'wallet', shopper: '', page: '1' })
  const of = url.of === 'points' ? 'points' : 'wallet'
  const toolbar = (
    <>
      <Segmented<'wallet' | 'points'>
        value={of}
        onChange={(next) => setUrl({ of: next })}
        options={[
          { value: 'wallet', label: t('wallet.money') },
          { value: 'points', label: t('wallet.points') },
        ]}
      />
      {url.shopper && (
        <Button size="small" onClick={() => setUrl({ shopper: '' })}>
          {t('wallet.allShoppers')}
        </Button>
      )}
    </>
  )
  const query = { page: Number(url.page), pageSize: 20, ...(url.shopper ? { shopperId: url.shopper } : {}) }
  const page = { page: url.page, pageSize: 20, onPage: (next: number) => setUrl({ page: String(next) }) }
  return (
    <>
      <PageHead title={t('nav.walletLedger')} lead={t('wallet.ledgerLead')} />
      <div className="card table-card">
        {of === 'wallet' ? (
          <MoneyTable query={query} page={page} toolbar={toolbar} />
        ) : (
          <PointsTable query={query} page={page} toolbar={toolbar} />
        )}
      </div>
    </>
  )
}

interface TableProps {
  query: { page: number; pageSize: number; shopperId?: string }
  page: { page: string; pageSize: number; onPage: (page: number) => void }
  toolbar: ReactNode
}

function useCommon<
  T extends { at: string; kind: string; shopperId: string; shopperName: string; note: string; actor: string },
>(): Column<T>[] {
  const t = useT()
  return [
    { key: 'at', title: t('order.at'), render: (_, entry) => <Time iso={entry.at} precision="second" /> },
    { key: 'shopper', title: t('shopper.name'), render: (_, entry) => entry.shopperName || <code>{entry.shopperId.slice(-8)}</code> },
    {
      key: 'kind',
      title: t('order.kind'),
      render: (_, entry) => {
        const key = kindKey[entry.kind]
        return key ? t(key) : entry.kind
      },
    },
    { key: 'note', title: t('wallet.reason'), render: (_, entry) => [entry.note, entry.actor].filter(Boolean).join(' · ') || '—' },
  ]
}

function MoneyTable({ query, page, toolbar }: TableProps) {
  const t = useT()
  const entries = useRead('listWalletLedger', query)
  const columns: Column<Entry>[] = [
    ...useCommon<Entry>(),
    { key: 'account', title: t('wallet.account'), render: (_, entry) => t(entry.account === 'gift' ? 'wallet.gift' : 'wallet.cash') },
    {
      key: 'change',
      title: t('wallet.change'),
      align: 'right',
      render: (_, entry) => <span className="num strong">{yuan(entry.changeFen)}</span>,
    },
    {
      key: 'after',
      title: t('wallet.after'),
      align: 'right',
      render: (_, entry) => <span className="num">{yuan(entry.balanceAfterFen)}</span>,
    },
  ]
  return (
    <DataTable<Entry>
      id="wallet-ledger"
      columns={columns}
      rowKey="id"
      read={entries}
      page={page}
      toolbar={toolbar}
      empty={<Nothing title={t('wallet.noEntries')} />}
    />
  )
}

function PointsTable({ query, page, toolbar }: TableProps) {
  const t = useT()
  const entries = useRead('listPointsLedger', query)
  const columns: Column<PointsEntry>[] = [
    ...useCommon<PointsEntry>(),
    { key: 'change', title: t('wallet.change'), align: 'right', render: (_, entry) => <span className="num strong">{entry.change}</span> },
    { key: 'after', title: t('wallet.after'), align: 'right', render: (_, entry) => <span className="num">{entry.balanceAfter}</span> },
  ]
  return (
    <DataTable<PointsEntry>
      id="points-ledger"
      columns={columns}
      rowKey="id"
      read={entries}
      page={page}
      toolbar={toolbar}
      empty={<Nothing title={t('wallet.noEntries')} />}
    />
  )
}
