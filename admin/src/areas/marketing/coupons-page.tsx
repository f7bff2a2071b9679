import { PlusOutlined } from '@ant-design/icons'
import { Button, Progress, Typography } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { plainYuan, yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { CodesDrawer } from './codes-drawer.tsx'
import { couponKindKey, type Coupon } from './coupon.ts'
import { CouponDrawer } from './coupon-drawer.tsx'
import './marketing.css'
import { ScopeText } from './promotions-page.tsx'
import { runKey, runOf } from './run.ts'
import { offText } from './sentence.ts'

export function CouponsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Coupon | 'new' | null>(null)
  const [coded, setCoded] = useState<Coupon | null>(null)
  const coupons = useRead('listCouponTemplates', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Coupon>[] = [
    { key: 'face', title: t('coupon.coupon'), render: (_, coupon) => <Face coupon={coupon} /> },
    { key: 'scope', title: t('rule.scope'), name: t('rule.scope'), render: (_, coupon) => <ScopeText scope={coupon.scope} /> },
    {
      key: 'claimed',
      title: t('coupon.claimed'),
      render: (_, coupon) => (
        <div style={{ width: 140 }}>
          <span className="num">
            {coupon.claimed} <span className="muted">/ {coupon.stock}</span>
          </span>
          <Progress
            percent={Math.round((coupon.claimed / coupon.stock) * 100)}
            size="small"
            showInfo={false}
            aria-label={t('coupon.claimed')}
          />
        </div>
      ),
    },
    { key: 'used', title: t('coupon.used'), align: 'right', render: (_, coupon) => <span className="num">{coupon.used}</span> },
    {
      key: 'how',
      title: t('coupon.how'),
      name: t('coupon.how'),
      render: (_, coupon) => (
        <span>
          {coupon.code ? (
            <Typography.Text copyable className="num">
              {coupon.code}
            </Typography.Text>
          ) : (
            t(coupon.claimable ? 'coupon.public' : 'coupon.granted')
          )}
          <div className="small muted">
            {t('coupon.each', { count: coupon.perShopper })}
            {coupon.auto !== 'none' && ` · ${t(coupon.auto === 'newcomer' ? 'coupon.autoNewcomer' : 'coupon.autoBirthday')}`}
            {coupon.passable && ` · ${t('coupon.passable')}`}
            {coupon.useIn !== 'online' && ` · ${t(coupon.useIn === 'store' ? 'coupon.useStore' : 'coupon.useBoth')}`}
          </div>
        </span>
      ),
    },
    {
      key: 'valid',
      title: t('coupon.valid'),
      name: t('coupon.valid'),
      render: (_, coupon) => (coupon.validUntil ? <Time iso={coupon.validUntil} /> : t('coupon.days', { days: coupon.validDays ?? 0 })),
    },
    { key: 'state', title: t('orders.state'), render: (_, coupon) => <CouponState coupon={coupon} /> },
    {
      key: 'edit',
      title: '',
      align: 'right',
      render: (_, coupon) => (
        <div className="row-tight" style={{ justifyContent: 'end' }}>
          <Button size="small" onClick={() => setCoded(coupon)}>
            {t('codes.title')}
          </Button>
          <Button size="small" onClick={() => setEditing(coupon)}>
            {t(mayWrite ? 'common.edit' : 'common.details')}
          </Button>
        </div>
      ),
    },
  ]
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="coupon-new">
      {t('coupon.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.coupons')} lead={t('coupon.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="coupons">
        <DataTable<Coupon>
          id="coupons"
          columns={columns}
          rowKey="id"
          read={coupons}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={
            <Nothing title={t('coupon.none')} hint={t('coupon.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {coded && <CodesDrawer coupon={coded} readOnly={!mayWrite} onClose={() => setCoded(null)} />}
      {editing && <CouponDrawer coupon={editing === 'new' ? undefined : editing} readOnly={!mayWrite} onClose={() => setEditing(null)} />}
    </>
  )
}

function Face({ coupon }: { coupon: Coupon }) {
  const t = useT()
  const worth =
    coupon.kind === 'amount'
      ? `¥${plainYuan(coupon.value)}`
      : coupon.kind === 'percent'
        ? offText(coupon.value, t)
        : t(couponKindKey[coupon.kind])
  return (
    <div className="coupon-face">
      <b>{worth}</b>
      <div>
        <div className="ellipsis strong">{coupon.title}</div>
        <div className="small muted">
          {coupon.thresholdFen > 0 ? t('coupon.over', { amount: yuan(coupon.thresholdFen) }) : t('coupon.noThreshold')}
          {coupon.capFen !== null && t('say.atMost', { amount: yuan(coupon.capFen) })}
        </div>
      </div>
    </div>
  )
}

function CouponState({ coupon }: { coupon: Coupon }) {
  const t = useT()
  if (coupon.claimed >= coupon.stock) return <State tone="quiet">{t('coupon.gone')}</State>
  const run = runOf({ enabled: coupon.enabled, startsAt: coupon.claimFrom, endsAt: coupon.claimUntil })
  return <State tone={run === 'running' ? 'good' : run === 'coming' ? 'info' : 'quiet'}>{t(runKey[run])}</State>
}
