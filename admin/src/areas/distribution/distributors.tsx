import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import type { ListState } from './distribution-page.tsx'
import { DistributorDrawer } from './distributor-drawer.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { type Distributor, distributorStates, stale } from './words.ts'

const filters = ['', 'applied', 'approved', 'stopped', 'rejected'] as const

export function Distributors({ page, state, search, change, onPage }: ListState) {
  const t = useT()
  const [looking, setLooking] = useState<Distributor | null>(null)
  const filter = filters.find((one) => one !== '' && one === state)
  const rows = useRead('listDistributors', {
    page: Number(page),
    pageSize: 20,
    ...(filter ? { state: filter } : {}),
    ...(search ? { search } : {}),
  })
  const columns: Column<Distributor>[] = [
    {
      key: 'who',
      title: t('distribution.who'),
      render: (_, one) => (
        <div>
          <div>{[one.name, one.nickname && `（${one.nickname}）`].join('')}</div>
          <div className="small muted num">{one.phone}</div>
        </div>
      ),
    },
    { key: 'parent', title: t('distribution.parent'), render: (_, one) => one.parent?.nickname ?? '—' },
    {
      key: 'team',
      title: t('distribution.teamCustomers'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.team} / {one.customers}
        </span>
      ),
    },
    { key: 'gmv', title: t('distribution.gmvKept'), align: 'right', render: (_, one) => <span className="num">{yuan(one.gmvFen)}</span> },
    {
      key: 'earned',
      title: t('distribution.earned'),
      align: 'right',
      render: (_, one) => (
        <div>
          <div className="num">{yuan(one.earnedFen)}</div>
          {one.pendingFen > 0 && <div className="small muted num">{t('distribution.ofPending', { amount: yuan(one.pendingFen) })}</div>}
        </div>
      ),
    },
    { key: 'applied', title: t('distribution.appliedAt'), render: (_, one) => <Time iso={one.appliedAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={distributorStates[one.state].tone}>{t(distributorStates[one.state].label)}</State>
          {one.reason && <div className="small muted">{one.reason}</div>}
        </div>
      ),
    },
    { key: 'actions', title: '', align: 'right', render: (_, one) => <Actions one={one} onLook={() => setLooking(one)} /> },
  ]
  return (
    <div className="card table-card" data-testid="distributors">
      <DataTable<Distributor>
        id="distributors"
        columns={columns}
        rowKey="id"
        read={rows}
        toolbar={
          <>
            <Segmented
              value={state}
              options={filters.map((value) => ({
                value,
                label: t(value === '' ? 'distribution.state.all' : distributorStates[value].label),
              }))}
              onChange={(next) => change({ state: next })}
            />
            <SearchBox value={search} placeholder={t('distribution.search')} onChange={(next) => change({ search: next })} />
          </>
        }
        page={{ page, pageSize: 20, onPage }}
        empty={<Nothing title={t('distribution.none')} hint={t('distribution.noneHint')} />}
      />
      {looking && <DistributorDrawer id={looking.id} onClose={() => setLooking(null)} />}
    </div>
  )
}

function Actions({ one, onLook }: { one: Distributor; onLook: () => void }) {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('promotion.write')
  const [asking, setAsking] = useState<'reject' | 'stop' | null>(null)
  const done = { stale, success: t('common.saved'), onDone: () => setAsking(null) }
  const approve = useWrite('approveDistributor', done)
  const reject = useWrite('rejectDistributor', done)
  const stop = useWrite('stopDistributor', done)
  const takeBack = () =>
    modal.confirm({
      title: t('distribution.askResume', { name: one.name }),
      okText: t('distribution.resume'),
      onOk: () => approve.mutateAsync({ id: one.id }),
    })
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
      <Button size="small" type="text" onClick={onLook} data-testid="distributor-look">
        {t('distribution.look')}
      </Button>
      {mayWrite && one.state === 'applied' && (
        <>
          <Button size="small" type="text" loading={approve.isPending} onClick={() => approve.mutate({ id: one.id })} data-testid="approve">
            {t('distribution.approve')}
          </Button>
          <Button size="small" type="text" danger onClick={() => setAsking('reject')}>
            {t('distribution.reject')}
          </Button>
        </>
      )}
      {mayWrite && one.state === 'approved' && (
        <Button size="small" type="text" danger onClick={() => setAsking('stop')}>
          {t('distribution.stop')}
        </Button>
      )}
      {mayWrite && one.state === 'stopped' && (
        <Button size="small" type="text" onClick={takeBack}>
          {t('distribution.resume')}
        </Button>
      )}
      {asking && (
        <ReasonDialog
          title={t(asking === 'stop' ? 'distribution.stop' : 'distribution.reject')}
          hint={t(asking === 'stop' ? 'distribution.stopHint' : 'distribution.rejectHint', { name: one.name })}
          waiting={reject.isPending || stop.isPending}
          onOk={(reason) => (asking === 'stop' ? stop : reject).mutate({ id: one.id, reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
