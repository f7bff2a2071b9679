import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { requestStates, type Sample, type SampleRequest } from './words.ts'

const stale = ['listSampleRequests', 'listSamples', 'getDistributionResults'] as const

/** Who asked for a sample, how far their task is, and what they show for it. */
export function SampleDrawer({ sample, onClose }: { sample: Sample; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState(1)
  const rows = useRead('listSampleRequests', { id: sample.id, page, pageSize: 20 })
  const columns: Column<SampleRequest>[] = [
    {
      key: 'who',
      title: t('distribution.who'),
      render: (_, one) => (
        <div>
          <div>{one.distributor.nickname}</div>
          {one.note && <div className="small muted">{one.note}</div>}
        </div>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={requestStates[one.state].tone}>{t(requestStates[one.state].label)}</State>
          {one.reason && <div className="small muted">{one.reason}</div>}
        </div>
      ),
    },
    {
      key: 'proof',
      title: t('distribution.proof'),
      render: (_, one) => (
        <div style={{ maxWidth: 220, overflowWrap: 'anywhere' }}>
          <div>{one.proof || '—'}</div>
          {one.sold > 0 && <div className="small muted">{t('distribution.sold', { count: one.sold })}</div>}
        </div>
      ),
    },
    { key: 'due', title: t('distribution.due'), render: (_, one) => (one.dueAt ? <Time iso={one.dueAt} /> : '—') },
    {
      key: 'order',
      title: t('nav.order'),
      render: (_, one) => (one.orderId ? <Link to={`/orders/${one.orderId}`}>{t('distribution.toOrder')}</Link> : '—'),
    },
    { key: 'actions', title: '', align: 'right', render: (_, one) => <Actions one={one} /> },
  ]
  return (
    <Drawer open onClose={onClose} size={860} title={`${t('distribution.requests')} · ${sample.title}`} data-testid="sample-drawer">
      <DataTable<SampleRequest>
        id="sample-requests"
        columns={columns}
        rowKey="id"
        read={rows}
        page={{ page: String(page), pageSize: 20, onPage: setPage }}
        empty={<Nothing title={t('distribution.noRequests')} />}
      />
    </Drawer>
  )
}

function Actions({ one }: { one: SampleRequest }) {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('promotion.write')
  const [asking, setAsking] = useState(false)
  const done = { stale, success: t('common.saved'), onDone: () => setAsking(false) }
  const approve = useWrite('approveSampleRequest', done)
  const reject = useWrite('rejectSampleRequest', done)
  const reward = useWrite('rewardSampleRequest', done)
  const pay = () =>
    modal.confirm({
      title: t('distribution.askReward', { amount: yuan(one.rewardFen) }),
      okText: t('distribution.confirmTask'),
      onOk: () => reward.mutateAsync({ id: one.id }),
    })
  if (!mayWrite) return null
  const doing = one.state === 'bought' || one.state === 'proved'
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
      {one.state === 'asked' && (
        <Button
          size="small"
          type="text"
          loading={approve.isPending}
          onClick={() => approve.mutate({ id: one.id })}
          data-testid="sample-approve"
        >
          {t('distribution.approve')}
        </Button>
      )}
      {doing && (
        <Button size="small" type="text" onClick={pay} data-testid="sample-reward">
          {t('distribution.confirmTask')}
        </Button>
      )}
      {(one.state === 'asked' || one.state === 'approved' || doing) && (
        <Button size="small" type="text" danger onClick={() => setAsking(true)}>
          {t(doing ? 'distribution.failTask' : 'distribution.reject')}
        </Button>
      )}
      {asking && (
        <ReasonDialog
          title={t(doing ? 'distribution.failTask' : 'distribution.reject')}
          hint={t(doing ? 'distribution.failHint' : 'distribution.rejectSampleHint')}
          waiting={reject.isPending}
          onOk={(reason) => reject.mutate({ id: one.id, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
