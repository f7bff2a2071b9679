import { Descriptions, Drawer, Select, Tabs } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { type Distributor, distributorStates, stale } from './words.ts'

type Entry = Item<'listDistributionLedger'>
const accounts: Record<Entry['account'], Key> = {
  pending: 'distribution.account.pending',
  settled: 'distribution.account.settled',
  debt: 'distribution.account.debt',
}
const kinds: Record<Entry['kind'], Key> = {
  earn: 'distribution.kind.earn',
  settle: 'distribution.kind.settle',
  claw: 'distribution.kind.claw',
  withdraw: 'distribution.kind.withdraw',
  reward: 'distribution.kind.reward',
  merge: 'distribution.kind.merge',
}

/** One distributor: who brought them, whom they brought, and every movement of their commission. */
export function DistributorDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const one = useRead('getDistributor', { id })
  return (
    <Drawer open onClose={onClose} size={820} title={one.data ? one.data.name : t('nav.distribution')} data-testid="distributor-drawer">
      <Loaded read={one}>
        {(data) => (
          <div className="stack">
            <Facts one={data} />
            <Tabs
              items={[
                { key: 'ledger', label: t('distribution.ledger'), children: <Ledger id={id} /> },
                { key: 'team', label: `${t('distribution.team')} ${data.team}`, children: <Team id={id} /> },
              ]}
            />
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}

function Facts({ one }: { one: Distributor }) {
  const t = useT()
  const facts = [
    {
      key: 'state',
      label: t('orders.state'),
      children: <State tone={distributorStates[one.state].tone}>{t(distributorStates[one.state].label)}</State>,
    },
    { key: 'shopper', label: t('shopper.name'), children: <Link to={`/shoppers/${one.shopperId}`}>{one.nickname || '—'}</Link> },
    { key: 'phone', label: t('distribution.phone'), children: <span className="num">{one.phone}</span> },
    { key: 'code', label: t('distribution.code'), children: <code>{one.code}</code> },
    { key: 'parent', label: t('distribution.parent'), children: <ParentSelect key={one.parent?.id} one={one} /> },
    { key: 'note', label: t('distribution.note'), children: one.note || '—' },
    { key: 'customers', label: t('distribution.customers'), children: one.customers },
    { key: 'orders', label: t('distribution.result.orders'), children: `${one.orders} · ${yuan(one.gmvFen)}` },
    { key: 'pending', label: t('distribution.account.pending'), children: yuan(one.pendingFen) },
    { key: 'settled', label: t('distribution.account.settled'), children: yuan(one.settledFen) },
    { key: 'debt', label: t('distribution.account.debt'), children: yuan(one.debtFen) },
    { key: 'withdrawn', label: t('distribution.result.withdrawn'), children: yuan(one.withdrawnFen) },
  ]
  return <Descriptions column={2} size="small" bordered items={facts} />
}

/** Under whom they stand; the server refuses a loop. */
function ParentSelect({ one }: { one: Distributor }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listDistributors', { pageSize: 20, state: 'approved', ...(search ? { search } : {}) })
  const move = useWrite('moveDistributor', { stale, success: t('common.saved') })
  const options = new Map(
    (found.data?.items ?? []).filter((row) => row.id !== one.id).map((row) => [row.id, `${row.name}（${row.phone}）`]),
  )
  if (one.parent && !options.has(one.parent.id)) options.set(one.parent.id, one.parent.nickname)
  return (
    <Select<string>
      style={{ width: '100%', minWidth: 180 }}
      disabled={!mayWrite}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching || move.isPending}
      value={one.parent?.id ?? null}
      placeholder={t('distribution.nobody')}
      aria-label={t('distribution.parent')}
      options={[...options].map(([value, label]) => ({ value, label }))}
      onChange={(next?: string) => move.mutate({ id: one.id, parentId: next ?? null })}
    />
  )
}

function Team({ id }: { id: string }) {
  const t = useT()
  const [page, setPage] = useState(1)
  const rows = useRead('listDistributors', { parentId: id, page, pageSize: 10 })
  const columns: Column<Distributor>[] = [
    { key: 'who', title: t('distribution.who'), render: (_, one) => `${one.name}（${one.nickname}）` },
    { key: 'gmv', title: t('distribution.gmvKept'), align: 'right', render: (_, one) => <span className="num">{yuan(one.gmvFen)}</span> },
    {
      key: 'earned',
      title: t('distribution.earned'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.earnedFen)}</span>,
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={distributorStates[one.state].tone}>{t(distributorStates[one.state].label)}</State>,
    },
  ]
  return (
    <DataTable<Distributor>
      id="distributor-team"
      columns={columns}
      rowKey="id"
      read={rows}
      page={{ page: String(page), pageSize: 10, onPage: setPage }}
      empty={<Nothing title={t('distribution.noTeam')} />}
    />
  )
}

function Ledger({ id }: { id: string }) {
  const t = useT()
  const [page, setPage] = useState(1)
  const rows = useRead('listDistributionLedger', { distributorId: id, page, pageSize: 10 })
  const columns: Column<Entry>[] = [
    { key: 'at', title: t('distribution.at'), render: (_, one) => <Time iso={one.at} /> },
    { key: 'kind', title: t('distribution.what'), render: (_, one) => t(kinds[one.kind]) },
    { key: 'account', title: t('distribution.account'), render: (_, one) => t(accounts[one.account]) },
    { key: 'note', title: t('distribution.goods'), ellipsis: true, render: (_, one) => one.note || '—' },
    {
      key: 'change',
      title: t('distribution.change'),
      align: 'right',
      render: (_, one) => <span className="num">{`${one.changeFen > 0 ? '+' : ''}${yuan(one.changeFen)}`}</span>,
    },
    {
      key: 'after',
      title: t('distribution.after'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.balanceAfterFen)}</span>,
    },
  ]
  return (
    <DataTable<Entry>
      id="distributor-ledger"
      columns={columns}
      rowKey="id"
      read={rows}
      page={{ page: String(page), pageSize: 10, onPage: setPage }}
      empty={<Nothing title={t('distribution.noSales')} />}
    />
  )
}
