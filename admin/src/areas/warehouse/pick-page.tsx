import { Button, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useCan } from '../../app/me.tsx'
import { PickupDialog } from './pickup-dialog.tsx'
import { WaybillDialog } from './waybill-dialog.tsx'
import { PickDrawer } from './pick-drawer.tsx'
import { taskStateKey, taskTone, type PickTask, type TaskState } from './task-state.ts'

const states: readonly TaskState[] = ['open', 'picking', 'packed', 'shipped', 'cancelled']

/** What is to be picked and packed. The field takes what a scanner types: an order number opens its task. */
export function PickPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ state: 'open', search: '', page: '1' })
  const may = useCan()('order.ship')
  const [chosen, setChosen] = useState<string[]>([])
  const [ordering, setOrdering] = useState(false)
  const [booking, setBooking] = useState(false)
  const [opened, setOpened] = useState<PickTask | null>(null)
  const state = states.find((one) => one === url.state) ?? 'open'
  const counts = useRead('countPickTasks', undefined, { refetchInterval: 30_000 })
  const filter = url.search ? { search: url.search } : { state }
  const tasks = useRead('listPickTasks', { ...filter, page: Number(url.page), pageSize: 20 }, { refetchInterval: 30_000 })
  const label = (one: TaskState) => {
    const count = one === 'shipped' || one === 'cancelled' ? 0 : (counts.data?.[one] ?? 0)
    return count > 0 ? `${t(taskStateKey[one])} ${count}` : t(taskStateKey[one])
  }
  const columns: Column<PickTask>[] = [
    { key: 'number', title: t('pick.order'), render: (_, task) => <Link to={`/orders/${task.orderId}`}>{task.orderNumber}</Link> },
    {
      key: 'goods',
      title: t('order.goods'),
      width: 380,
      render: (_, task) => {
        const words = task.lines.map((line) => `${line.title} ${line.options.join(' ')} × ${line.quantity}`).join('，')
        return (
          <span className="clamp2 goods-words" title={words}>
            {words}
          </span>
        )
      },
    },
    {
      key: 'state',
      title: t('pick.state'),
      render: (_, task) => (
        <span className="row-tight">
          <State tone={taskTone[task.state]}>{t(taskStateKey[task.state])}</State>
          {task.stopped && <Tag color="error">{t('pick.stopped')}</Tag>}
        </span>
      ),
    },
    { key: 'place', title: t('pick.place'), render: (_, task) => task.locationName || '—' },
    { key: 'picker', title: t('pick.picker'), render: (_, task) => task.pickerName || '—' },
    { key: 'created', title: t('pick.waiting'), render: (_, task) => <Time iso={task.createdAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, task) => (
        <Button type="link" size="small" onClick={() => setOpened(task)} data-testid="pick-open">
          {t('common.details')}
        </Button>
      ),
    },
  ]
  const ready = (tasks.data?.items ?? []).filter(
    (task) => chosen.includes(task.id) && !task.stopped && task.state !== 'shipped' && task.state !== 'cancelled',
  )
  const toolbar = (
    <>
      <Segmented
        value={url.search ? '' : state}
        options={states.map((value) => ({ value, label: label(value) }))}
        onChange={(value) => setUrl({ state: value, search: '', page: '1' })}
      />
      <Input.Search
        key={url.search}
        allowClear
        autoFocus
        defaultValue={url.search}
        maxLength={40}
        placeholder={t('pick.scanOrder')}
        style={{ width: 260 }}
        onSearch={(search) => setUrl({ search: search.trim(), page: '1' })}
        data-testid="pick-search"
      />
      {ready.length > 0 && (
        <>
          <Button type="primary" onClick={() => setOrdering(true)} data-testid="order-waybills">
            {t('waybill.orderMany', { count: ready.length })}
          </Button>
          <Button onClick={() => setBooking(true)} data-testid="book-pickup">
            {t('courierPickup.bookMany', { count: ready.length })}
          </Button>
        </>
      )}
    </>
  )
  return (
    <>
      <PageHead title={t('nav.pick')} lead={t('pick.lead')} />
      <div className="card table-card" data-testid="pick-tasks">
        <DataTable<PickTask>
          id="pick"
          columns={columns}
          rowKey="id"
          read={tasks}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={toolbar}
          table={may ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) } } : {}}
          empty={<Nothing title={t('pick.none')} hint={t('pick.noneHint')} />}
        />
      </div>
      {booking && <PickupDialog tasks={ready} onClose={() => setBooking(false)} />}
      {ordering && <WaybillDialog tasks={ready} onClose={() => (setOrdering(false), setChosen([]))} />}
      {opened && <PickDrawer task={tasks.data?.items.find((one) => one.id === opened.id) ?? opened} onClose={() => setOpened(null)} />}
    </>
  )
}
