import { Segmented, Skeleton, Table } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useLook } from '../../design/mode.tsx'
import { useI18n, type Key } from '../../i18n/i18n.tsx'
import { Money, shortYuan, yuan } from '../../ui/money.tsx'
import { trendOption } from './trend-option.ts'

const Chart = lazy(async () => ({ default: (await import('../../ui/chart.tsx')).Chart }))

type Day = Reply<'getDashboard'>['days'][number]
export type Metric = 'gmvFen' | 'orders' | 'buyers'
const metricKey: Record<Metric, Key> = { gmvFen: 'home.gmv', orders: 'home.orders', buyers: 'home.buyers' }

/** The last days as a chart, or as the table behind it. */
export function Trend({ days }: { days: Day[] }) {
  const { t, lang } = useI18n()
  const { colour } = useLook()
  const [metric, setMetric] = useState<Metric>('gmvFen')
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const name = t(metricKey[metric])
  const option = useMemo(() => {
    const text = metric === 'gmvFen' ? yuan : (value: number) => String(value)
    const axis = metric === 'gmvFen' ? (value: number) => shortYuan(value, lang) : (value: number) => String(value)
    return trendOption({ days, metric, name, colour, text, axis })
  }, [days, metric, name, colour, lang])
  return (
    <section className="card card-pad" aria-labelledby="trend-title">
      <div className="card-head">
        <h2 id="trend-title">{t('home.trend', { days: days.length })}</h2>
        <div className="spring" />
        {view === 'chart' && (
          <Segmented<Metric>
            value={metric}
            onChange={setMetric}
            options={(['gmvFen', 'orders', 'buyers'] as const).map((value) => ({ value, label: t(metricKey[value]) }))}
          />
        )}
        <Segmented<'chart' | 'table'>
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('home.chart') },
            { value: 'table', label: t('home.table') },
          ]}
        />
      </div>
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: 332 }} />}>
          <Chart option={option} height={332} label={t('home.trendLabel', { metric: name, days: days.length })} />
        </Suspense>
      ) : (
        <DayTable days={days} />
      )}
    </section>
  )
}

function DayTable({ days }: { days: Day[] }) {
  const { t } = useI18n()
  return (
    <Table<Day>
      size="small"
      rowKey="day"
      dataSource={days.toReversed()}
      pagination={false}
      scroll={{ y: 240, x: 'max-content' }}
      columns={[
        { title: t('home.day'), dataIndex: 'day' },
        { title: t('home.gmv'), dataIndex: 'gmvFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: t('home.orders'), dataIndex: 'orders', align: 'right' },
        { title: t('home.buyers'), dataIndex: 'buyers', align: 'right' },
        { title: t('home.refunded'), dataIndex: 'refundedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      ]}
    />
  )
}
