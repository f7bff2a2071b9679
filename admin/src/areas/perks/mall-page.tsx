import { PlusOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { MallDialog } from './mall-dialog.tsx'
import { MallDrawer } from './mall-drawer.tsx'
import { KIND_WORDS, type MallItem } from './mall-words.ts'

const states: Record<MallItem['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'mall.state.running' },
  soon: { tone: 'info', label: 'mall.state.soon' },
  gone: { tone: 'warn', label: 'mall.state.gone' },
  off: { tone: 'quiet', label: 'mall.state.off' },
  over: { tone: 'quiet', label: 'mall.state.over' },
}

/** What the shop gives for points: goods, coupons and months of its card. */
export function PointsMallPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<MallItem | 'new' | null>(null)
  const [looking, setLooking] = useState<MallItem | null>(null)
  const items = useRead('listAdminMallItems', { page: Number(url.page), pageSize: 20 })
  const columns: Column<MallItem>[] = [
    {
      key: 'title',
      title: t('mall.what'),
      render: (_, one) => (
        <div className="row" style={{ flexWrap: 'nowrap', minWidth: 180, maxWidth: 320 }}>
          <Thumb picture={one.picture} size={40} />
          <div>
            <div>{one.title}</div>
            <div className="muted">{[t(KIND_WORDS[one.kind]), ...one.options].join(' · ')}</div>
          </div>
        </div>
      ),
    },
    {
      key: 'price',
      title: t('mall.price'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {t('mall.pointsOf', { count: one.points })}
          {one.cashFen > 0 && ` + ${yuan(one.cashFen)}`}
        </span>
      ),
    },
    {
      key: 'taken',
      title: t('mall.taken'),
      render: (_, one) => (
        <div style={{ minWidth: 110 }}>
          <span className="num">
            {one.taken} / {one.pieces}
          </span>
          <Progress percent={Math.round((one.taken / one.pieces) * 100)} size="small" showInfo={false} aria-label={t('mall.taken')} />
        </div>
      ),
    },
    { key: 'people', title: t('mall.people'), align: 'right', render: (_, one) => <span className="num">{one.people}</span> },
    { key: 'spent', title: t('mall.spent'), align: 'right', render: (_, one) => <span className="num">{one.pointsSpent}</span> },
    { key: 'until', title: t('mall.until'), render: (_, one) => <Time iso={one.endsAt} /> },
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
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="mall-look">
            {t('mall.look')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.pointsMall')} lead={t('mall.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="mall-new">
            {t('mall.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="mall-items">
        <DataTable<MallItem>
          id="mall-items"
          columns={columns}
          rowKey="id"
          read={items}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('mall.none')} hint={t('mall.noneHint')} />}
        />
      </div>
      {editing && <MallDialog item={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking && <MallDrawer item={looking} onClose={() => setLooking(null)} />}
    </>
  )
}
