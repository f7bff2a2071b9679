import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { SampleDialog } from './sample-dialog.tsx'
import { SampleDrawer } from './sample-drawer.tsx'
import { type Sample, sampleTasks } from './words.ts'

/** Samples for distributors, each with a task and a reward. */
export function Samples({ page, onPage }: { page: string; onPage: (page: number) => void }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [adding, setAdding] = useState(false)
  const [looking, setLooking] = useState<Sample | null>(null)
  const samples = useRead('listSamples', { page: Number(page), pageSize: 20 })
  const columns: Column<Sample>[] = [
    {
      key: 'goods',
      title: t('distribution.goods'),
      render: (_, one) => (
        <div className="row" style={{ flexWrap: 'nowrap', minWidth: 180, maxWidth: 300 }}>
          <Thumb picture={one.goods?.picture ?? null} size={40} />
          <div>
            <div>{one.title}</div>
            <div className="muted">{one.goods ? [one.goods.title, ...one.goods.options].join(' ') : t('distribution.targetGone')}</div>
          </div>
        </div>
      ),
    },
    {
      key: 'price',
      title: t('distribution.samplePrice'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.priceFen)}</span>,
    },
    {
      key: 'task',
      title: t('distribution.task'),
      render: (_, one) => (
        <div>
          <div>{t(sampleTasks[one.task], { count: one.target })}</div>
          <div className="small muted">{t('distribution.within', { count: one.days })}</div>
        </div>
      ),
    },
    {
      key: 'reward',
      title: t('distribution.reward'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.rewardFen)}</span>,
    },
    {
      key: 'taken',
      title: t('distribution.taken'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.taken} / {one.pieces}
        </span>
      ),
    },
    { key: 'waiting', title: t('distribution.toAnswer'), align: 'right', render: (_, one) => <span className="num">{one.waiting}</span> },
    { key: 'ends', title: t('distribution.endsAt'), render: (_, one) => <Time iso={one.endsAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <State tone={one.open ? 'good' : 'quiet'}>{t(one.open ? 'distribution.sampleOpen' : 'distribution.sampleOver')}</State>
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="sample-look">
            {t('distribution.requests')}
          </Button>
          {mayWrite && one.open && <End sample={one} />}
        </div>
      ),
    },
  ]
  return (
    <div className="card table-card" data-testid="samples">
      <DataTable<Sample>
        id="samples"
        columns={columns}
        rowKey="id"
        read={samples}
        toolbar={
          mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)} data-testid="sample-new">
              {t('distribution.sampleNew')}
            </Button>
          )
        }
        page={{ page, pageSize: 20, onPage }}
        empty={<Nothing title={t('distribution.noSamples')} hint={t('distribution.noSamplesHint')} />}
      />
      {adding && <SampleDialog onClose={() => setAdding(false)} />}
      {looking && <SampleDrawer sample={looking} onClose={() => setLooking(null)} />}
    </div>
  )
}

function End({ sample }: { sample: Sample }) {
  const t = useT()
  const { modal } = App.useApp()
  const end = useWrite('endSample', { stale: ['listSamples'], success: t('common.saved') })
  const ask = () =>
    modal.confirm({
      title: t('distribution.askEndSample', { title: sample.title }),
      content: t('distribution.endSampleHint'),
      okText: t('distribution.endSample'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ id: sample.id }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask}>
      {t('distribution.endSample')}
    </Button>
  )
}
