import { Alert } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { AbnormalRefunds } from './abnormal-refunds.tsx'

type Alarm = Item<'listPaymentAlarms'>

/** Messages of payment channels that did not match what was asked for: kept, and never booked. */
export function AlarmsPage() {
  const t = useT()
  const alarms = useRead('listPaymentAlarms', undefined, { refetchInterval: 60_000 })
  const columns: Column<Alarm>[] = [
    { key: 'at', title: t('order.at'), render: (_, alarm) => <Time iso={alarm.at} precision="second" /> },
    { key: 'kind', title: t('order.kind'), render: (_, alarm) => <code>{alarm.kind}</code> },
    { key: 'number', title: t('order.paymentNumber'), render: (_, alarm) => <span className="num">{alarm.number}</span> },
    { key: 'text', title: t('alarm.text'), render: (_, alarm) => alarm.text },
  ]
  return (
    <>
      <PageHead title={t('nav.paymentAlarms')} lead={t('alarm.lead')} />
      <AbnormalRefunds />
      {alarms.data && alarms.data.items.length > 0 && (
        <Alert type="warning" showIcon title={t('alarm.some', { count: alarms.data.items.length })} style={{ marginBottom: 16 }} />
      )}
      <div className="card table-card">
        <DataTable<Alarm>
          id="alarms"
          columns={columns}
          rowKey="id"
          read={alarms}
          empty={<Nothing title={t('alarm.none')} hint={t('alarm.noneHint')} />}
        />
      </div>
    </>
  )
}
