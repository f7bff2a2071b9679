import { App, Button, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { countKey, countTone } from './count-state.ts'
import { labelOf } from './lines-editor.tsx'

type Line = Item<'getCount'>
const onlys = ['all', 'open', 'differing'] as const
const onlyKey: Record<(typeof onlys)[number], Key> = {
  all: 'count.only.all',
  open: 'count.only.open',
  differing: 'count.only.differing',
}

/** One stock-take: what is counted is written down line by line, and booked at the end. */
export function CountPage() {
  const t = useT()
  const { id = '' } = useParams()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ only: 'all', page: '1' })
  const only = onlys.find((one) => one === url.only) ?? 'all'
  const sheet = useRead('getCount', { id, only, page: Number(url.page), pageSize: 50 })
  const write = useWrite('writeCount', { stale: ['getCount', 'listCounts'] })
  const count = sheet.data?.count
  const open = count?.state === 'open' && mayWrite
  const columns: Column<Line>[] = [
    {
      key: 'sku',
      title: t('stock.sku'),
      width: 360,
      render: (_, line) => labelOf(line) || <span className="num muted">{line.skuId.slice(-8)}</span>,
    },
    {
      key: 'expected',
      title: t('count.expected'),
      align: 'right',
      render: (_, line) => <span className="num">{line.expected ?? '—'}</span>,
    },
    {
      key: 'counted',
      title: t('count.counted'),
      align: 'right',
      render: (_, line) =>
        open ? (
          <Counted line={line} onWrite={(counted) => write.mutate({ id, lines: [{ skuId: line.skuId, counted }] })} />
        ) : (
          <span className="num">{line.counted ?? '—'}</span>
        ),
    },
    { key: 'difference', title: t('count.difference'), align: 'right', render: (_, line) => <Difference line={line} /> },
    { key: 'by', title: t('paper.by'), name: t('paper.by'), render: (_, line) => line.countedBy },
    { key: 'at', title: t('order.at'), name: t('order.at'), render: (_, line) => <Time iso={line.countedAt} precision="second" /> },
  ]
  if (sheet.error && !sheet.data) return <Problem error={sheet.error} onRetry={() => void sheet.refetch()} />
  return (
    <>
      <PageHead
        title={count ? `${t('nav.count')} ${count.number}` : t('nav.count')}
        back="/stock/counts"
        lead={
          count
            ? [count.locationName, `${count.counted} / ${count.lines}`, count.reason || count.note].filter(Boolean).join(' · ')
            : undefined
        }
        mark={count && <State tone={countTone[count.state]}>{t(countKey[count.state])}</State>}
      >
        {open && <Actions id={id} differing={count.differing} counted={count.counted} />}
        {count?.state === 'booked' && (
          <Link className="link" to={`/stock/movements?reference=${id}&kind=count`}>
            {t('stock.history')}
          </Link>
        )}
      </PageHead>
      <div className="card table-card" data-testid="count">
        <DataTable<Line>
          id="count"
          columns={columns}
          rowKey="skuId"
          read={sheet}
          page={{ page: url.page, pageSize: 50, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Segmented<string>
              value={only}
              onChange={(next) => setUrl({ only: next })}
              options={onlys.map((value) => ({ value, label: t(onlyKey[value]) }))}
            />
          }
          empty={<Nothing title={t('count.noLines')} />}
        />
      </div>
    </>
  )
}

/** Written down when the field is left, or by Enter. */
function Counted({ line, onWrite }: { line: Line; onWrite: (counted: number | null) => void }) {
  const t = useT()
  const [typed, setTyped] = useState<number | null>(line.counted)
  const done = () => {
    if (typed !== line.counted) onWrite(typed)
  }
  return (
    <InputNumber
      min={0}
      max={100_000}
      precision={0}
      value={typed}
      aria-label={`${t('count.counted')} ${labelOf(line)}`}
      onChange={setTyped}
      onBlur={done}
      onPressEnter={done}
      style={{ width: 100 }}
      data-testid="counted"
    />
  )
}

function Difference({ line }: { line: Line }) {
  if (line.counted === null || line.expected === null) return <span className="muted">—</span>
  const by = line.counted - line.expected
  const colour = by > 0 ? 'var(--good)' : by < 0 ? 'var(--bad)' : 'var(--ink3)'
  return (
    <span className="num strong" style={{ color: colour }}>
      {by > 0 ? `+${by}` : by === 0 ? '0' : `−${-by}`}
    </span>
  )
}

function Actions({ id, differing, counted }: { id: string; differing: number; counted: number }) {
  const t = useT()
  const { modal } = App.useApp()
  const stale = ['getCount', 'listCounts', 'listStock', 'listMovements', 'listLots'] as const
  const book = useWrite('bookCount', { stale, success: t('count.booked') })
  const cancel = useWrite('cancelCount', { stale, success: t('transfer.saved') })
  const ask = () => {
    let reason = ''
    modal.confirm({
      title: t('count.askBook', { count: differing }),
      content: (
        <Input
          autoFocus
          maxLength={200}
          placeholder={t('count.reasonHint')}
          aria-label={t('count.reason')}
          onChange={(event) => {
            reason = event.target.value
          }}
          data-testid="count-reason"
        />
      ),
      okText: t('count.book'),
      onOk: () => book.mutateAsync({ id, reason: reason.trim() || t('nav.counts') }),
    })
  }
  return (
    <>
      <Button
        danger
        type="text"
        onClick={() => modal.confirm({ title: t('count.askCancel'), okButtonProps: { danger: true }, onOk: () => cancel.mutate({ id }) })}
      >
        {t('count.cancel')}
      </Button>
      <Button type="primary" disabled={counted === 0} loading={book.isPending} onClick={ask} data-testid="count-book">
        {t('count.book')}
      </Button>
    </>
  )
}
