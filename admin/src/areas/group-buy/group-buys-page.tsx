import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { StateCell, type States } from '../../ui/state-board.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { GroupBuyDrawer } from './group-buy-drawer.tsx'

export type GroupBuy = Item<'listGroupBuys'>

const states: States<GroupBuy['state']> = {
  upcoming: { tone: 'info', label: 'groupBuy.state.upcoming' },
  running: { tone: 'good', label: 'groupBuy.state.running' },
  over: { tone: 'quiet', label: 'groupBuy.state.over' },
  off: { tone: 'quiet', label: 'groupBuy.state.off' },
}

/** Group buys: what each offers, how long it runs, and what has come of it. */
export function GroupBuysPage() {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<GroupBuy | 'new' | null>(null)
  const campaigns = useRead('listGroupBuys', { page: Number(url.page), pageSize: 20 })
  const end = useWrite('endGroupBuy', { stale: ['listGroupBuys', 'listGroups'], success: t('groupBuy.ended') })
  const askEnd = (one: GroupBuy) =>
    modal.confirm({
      title: t('groupBuy.endAsk', { title: one.title }),
      content: t(one.virtualFrom === null ? 'groupBuy.endHint' : 'groupBuy.endHintFilled', { count: one.results.open }),
      okText: t('groupBuy.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ id: one.id }),
    })
  const columns: Column<GroupBuy>[] = [
    { key: 'title', title: t('groupBuy.title'), render: (_, one) => <Goods one={one} /> },
    { key: 'prices', title: t('groupBuy.prices'), render: (_, one) => <Prices one={one} /> },
    { key: 'period', title: t('groupBuy.period'), render: (_, one) => <Period one={one} /> },
    { key: 'state', title: t('orders.state'), render: (_, one) => <StateCell states={states} state={one.state} /> },
    { key: 'groups', title: t('groupBuy.groups'), render: (_, one) => <Groups one={one} /> },
    {
      key: 'success',
      title: t('groupBuy.success'),
      align: 'right',
      render: (_, { results: { successBps } }) => <span className="num">{successBps === null ? '—' : `${successBps / 100}%`}</span>,
    },
    { key: 'gmv', title: t('groupBuy.gmv'), align: 'right', render: (_, one) => <Sold one={one} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <Space size={0}>
          <Link to={`/groups?campaign=${one.id}`}>
            <Button size="small" type="text">
              {t('groupBuy.toGroups')}
            </Button>
          </Link>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && (one.state === 'running' || (one.results.open > 0 && one.state !== 'off')) && (
            <Button size="small" type="text" danger onClick={() => askEnd(one)} data-testid="group-buy-end">
              {t('groupBuy.end')}
            </Button>
          )}
        </Space>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.groupBuys')} lead={t('groupBuy.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="group-buy-new">
            {t('groupBuy.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="group-buys">
        <DataTable<GroupBuy>
          id="group-buys"
          columns={columns}
          rowKey="id"
          read={campaigns}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('groupBuy.none')} hint={t('groupBuy.noneHint')} />}
        />
      </div>
      {editing && <GroupBuyDrawer campaign={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function Goods({ one }: { one: GroupBuy }) {
  return (
    <div className="row">
      <Thumb picture={one.product?.picture ?? null} />
      <div style={{ maxWidth: 180 }}>
        <div>{one.title}</div>
        <div className="muted">{one.product?.title}</div>
      </div>
    </div>
  )
}

function Prices({ one }: { one: GroupBuy }) {
  const t = useT()
  const sizes = [...new Set(one.prices.map((price) => price.size))]
  return sizes.map((size) => (
    <div key={size}>
      {t('groupBuy.sizeOf', { size })}{' '}
      <span className="num">{yuan(Math.min(...one.prices.filter((price) => price.size === size).map((price) => price.priceFen)))}</span>
    </div>
  ))
}

function Period({ one }: { one: GroupBuy }) {
  return (
    <div>
      <Time iso={one.startsAt} /> –
      <br />
      <Time iso={one.endsAt} />
    </div>
  )
}

function Sold({ one }: { one: GroupBuy }) {
  const t = useT()
  return (
    <div className="num">
      <div>{yuan(one.results.gmvFen)}</div>
      <div className="muted">{t('groupBuy.membersOf', { count: one.results.members })}</div>
    </div>
  )
}

function Groups({ one }: { one: GroupBuy }) {
  const t = useT()
  const { opened, completed, open, failed } = one.results
  return (
    <div>
      <div>{t('groupBuy.openedOf', { opened, completed })}</div>
      <div className="muted">{t('groupBuy.openOf', { open, failed })}</div>
    </div>
  )
}
