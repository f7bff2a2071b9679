import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useI18n, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { timeText, TimeWindow } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { PresaleDialog } from './presale-dialog.tsx'
import { PresaleDrawer } from './presale-drawer.tsx'
import { words } from './words.ts'

export type Presale = Item<'listAdminPresales'>
const states: Record<Presale['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'presale.state.running' },
  soon: { tone: 'info', label: 'presale.state.soon' },
  balance: { tone: 'warn', label: 'presale.state.balance' },
  off: { tone: 'quiet', label: 'presale.state.off' },
  over: { tone: 'quiet', label: 'presale.state.over' },
  cancelled: { tone: 'bad', label: 'presale.state.cancelled' },
}

/** What is sold before it is there: prices, deposits, times, and what came of each. */
export function PresalesPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Presale | 'new' | null>(null)
  const [looking, setLooking] = useState<Presale | null>(null)
  const presales = useRead('listAdminPresales', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Presale>[] = [
    { key: 'goods', title: t('bargain.goods'), render: (_, one) => <Goods presale={one} /> },
    { key: 'price', title: t('presale.prices'), render: (_, one) => <Prices presale={one} /> },
    { key: 'taken', title: t('presale.taken'), render: (_, one) => <Taken presale={one} /> },
    { key: 'times', title: t('presale.times'), render: (_, one) => <Times presale={one} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', gap: 0, width: 136 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="presale-look">
            {t('presale.look')}
          </Button>
          {mayWrite && one.state !== 'cancelled' && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && (one.state === 'running' || one.state === 'soon') && <EndButton presale={one} />}
          {mayWrite && one.state !== 'cancelled' && <CancelButton presale={one} />}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.presales')} lead={t('presale.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="presale-new">
            {t('presale.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="presales">
        <DataTable<Presale>
          id="presales"
          columns={columns}
          rowKey="id"
          read={presales}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('presale.none')} hint={t('presale.noneHint')} />}
        />
      </div>
      {editing && <PresaleDialog presale={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking && <PresaleDrawer presale={looking} onClose={() => setLooking(null)} />}
    </>
  )
}

function Goods({ presale }: { presale: Presale }) {
  const t = useT()
  const { goods } = presale
  return (
    <div className="row" style={{ flexWrap: 'nowrap', minWidth: 180, maxWidth: 280 }}>
      <Thumb picture={goods?.picture ?? null} size={40} />
      <div>
        <div>{presale.title}</div>
        <div className="muted">{goods ? [goods.title, ...goods.options].join(' ') : t('bargain.goodsGone')}</div>
      </div>
    </div>
  )
}

function Prices({ presale }: { presale: Presale }) {
  const t = useT()
  const { kind, word, depositFen, worthFen } = presale
  return (
    <div>
      <span className="num">{yuan(presale.priceFen)}</span>
      <div className="muted">
        {kind === 'full'
          ? t('presale.kind.full')
          : t('presale.inflates', { word: t(words[word].label), deposit: yuan(depositFen), worth: yuan(worthFen) })}
      </div>
    </div>
  )
}

function Taken({ presale: { taken, pieces } }: { presale: Presale }) {
  const t = useT()
  return (
    <div style={{ width: 90 }}>
      <span className="num">
        {taken} <span className="muted">/ {pieces}</span>
      </span>
      <Progress percent={Math.round((taken / pieces) * 100)} size="small" showInfo={false} aria-label={t('presale.taken')} />
    </div>
  )
}

function Times({ presale }: { presale: Presale }) {
  const t = useT()
  const { lang } = useI18n()
  const balance = presale.balanceStartsAt && t('presale.balanceWindow', { from: timeText(presale.balanceStartsAt, lang) })
  return (
    <div>
      <TimeWindow from={presale.startsAt} to={presale.endsAt} />
      <div className="muted">
        {[balance, t('presale.shipBefore', { date: timeText(presale.shipBy, lang, 'date') })].filter(Boolean).join(' · ')}
      </div>
    </div>
  )
}

function EndButton({ presale }: { presale: Presale }) {
  const t = useT()
  const { modal } = App.useApp()
  const end = useWrite('endPresale', { stale: ['listAdminPresales'], success: t('presale.ended') })
  const ask = () =>
    modal.confirm({
      title: t('presale.askEnd', { title: presale.title }),
      content: t('presale.endHint'),
      okText: t('presale.end'),
      onOk: () => end.mutateAsync({ id: presale.id }),
    })
  return (
    <Button size="small" type="text" onClick={ask} data-testid="presale-end">
      {t('presale.end')}
    </Button>
  )
}

function CancelButton({ presale }: { presale: Presale }) {
  const t = useT()
  const { modal } = App.useApp()
  const cancel = useWrite('cancelPresale', { stale: ['listAdminPresales'], success: t('presale.cancelled') })
  const binds = presale.kind === 'deposit' && presale.word === 'earnest'
  const ask = () =>
    modal.confirm({
      title: t('presale.askCancel', { title: presale.title }),
      content: t(binds ? 'presale.cancelHint' : 'presale.cancelHintPlain'),
      okText: t('presale.cancel'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutateAsync({ id: presale.id }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask} data-testid="presale-cancel">
      {t('presale.cancel')}
    </Button>
  )
}
