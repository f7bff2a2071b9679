import { SettingOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { CollectButtons } from './collect-buttons.tsx'
import { OnDeliverySettings } from './on-delivery-settings.tsx'
import { onDeliveryKey, onDeliveryTone } from './on-delivery-words.ts'

type Row = Item<'listCollections'>
const tabs = {
  due: 'onDelivery.due',
  overdue: 'onDelivery.overdue',
  collected: 'onDelivery.collected',
  refused: 'onDelivery.refused',
  cancelled: 'onDelivery.cancelled',
} as const satisfies Record<string, Key>
const isTab = (text: string): text is keyof typeof tabs => text in tabs

/** Money that is to be taken at the door: what is due, what is overdue, and what became of the rest. */
export function CollectionsPage() {
  const t = useT()
  const can = useCan()
  const [url, setUrl] = useUrlState({ tab: 'due', search: '', page: '1' })
  const [settings, setSettings] = useState(false)
  const tab = isTab(url.tab) ? url.tab : 'due'
  const search = url.search.trim()
  const read = useRead('listCollections', { tab, page: Number(url.page), pageSize: 20, ...(search ? { search } : {}) })
  const sums = read.data
  return (
    <>
      <PageHead
        title={t('nav.collections')}
        lead={
          sums && (
            <>
              {t('onDelivery.due')} <Money fen={sums.dueFen} strong /> · {t('onDelivery.pieces', { count: sums.dueCount })}
              {sums.overdueCount > 0 && (
                <>
                  {'　'}
                  {t('onDelivery.overdue')} <Money fen={sums.overdueFen} strong /> · {t('onDelivery.pieces', { count: sums.overdueCount })}
                </>
              )}
              {'　'}
              {t('onDelivery.today')} <Money fen={sums.collectedTodayFen} strong />
            </>
          )
        }
      >
        {can('settings.read') && (
          <Button icon={<SettingOutlined />} onClick={() => setSettings(true)} data-testid="on-delivery-settings">
            {t('onDelivery.settings')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="collections">
        <DataTable<Row>
          id="collections"
          columns={columnsOf(t, can('order.ship'))}
          rowKey="orderId"
          read={read}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              <Select
                value={tab}
                style={{ minWidth: 140 }}
                aria-label={t('orders.state')}
                onChange={(next) => setUrl({ tab: next, page: '1' })}
                options={Object.entries(tabs).map(([value, label]) => ({ value, label: t(label) }))}
              />
              <Input.Search
                allowClear
                defaultValue={url.search}
                style={{ width: 260 }}
                placeholder={t('onDelivery.search')}
                aria-label={t('onDelivery.search')}
                onSearch={(next) => setUrl({ search: next, page: '1' })}
              />
            </>
          }
          empty={<Nothing title={t('onDelivery.none')} />}
        />
      </div>
      {settings && <OnDeliverySettings onClose={() => setSettings(false)} />}
    </>
  )
}

function columnsOf(t: ReturnType<typeof useT>, mayWrite: boolean): Column<Row>[] {
  return [
    {
      key: 'number',
      title: t('orders.number'),
      render: (_, one) => (
        <Link to={`/orders/${one.orderId}`} className="num strong">
          {one.number}
        </Link>
      ),
    },
    {
      key: 'receiver',
      title: t('orders.receiver'),
      render: (_, one) => (
        <div>
          {one.receiver} <span className="muted num">{one.phone}</span>
          <div className="small muted">{one.address}</div>
        </div>
      ),
    },
    { key: 'amount', title: t('onDelivery.amount'), align: 'right', render: (_, one) => <Money fen={one.amountFen} strong /> },
    {
      key: 'shipped',
      title: t('order.shippedAt'),
      render: (_, one) => (one.shippedAt ? <Time iso={one.shippedAt} /> : <span className="muted">{t('onDelivery.notShipped')}</span>),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <State tone={one.overdue ? 'bad' : onDeliveryTone[one.state]}>
          {t(one.overdue ? 'onDelivery.overdue' : onDeliveryKey[one.state])}
        </State>
      ),
    },
    {
      key: 'by',
      title: t('onDelivery.by'),
      render: (_, one) =>
        one.endedAt ? (
          <div>
            {[one.how && t(one.how === 'cash' ? 'onDelivery.cash' : 'onDelivery.scan'), one.staffName].filter(Boolean).join(' · ') || '—'}
            <div className="small muted">
              <Time iso={one.endedAt} /> {one.note}
            </div>
          </div>
        ) : (
          <span className="muted">—</span>
        ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite &&
        one.state === 'due' &&
        one.shippedAt !== null && (
          <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
            <CollectButtons orderId={one.orderId} amountFen={one.amountFen} mayCollect={one.collectable} small />
          </div>
        ),
    },
  ]
}
