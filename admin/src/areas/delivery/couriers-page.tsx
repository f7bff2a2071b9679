import { App, Button, Input, Pagination, Segmented, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import './delivery.css'
import { DeliverDialog, FailDialog } from './deliver-dialogs.tsx'
import { deliveryStateKey, deliveryTone, distanceText, mapUrl, type Delivery } from './words.ts'

const views = ['waiting', 'mine', 'taken', 'done'] as const
type View = (typeof views)[number]
const viewKey: Record<View, Key> = {
  waiting: 'courier.waiting',
  mine: 'courier.mine',
  taken: 'courier.taken',
  done: 'courier.done',
}
const stale = ['listDeliveries', 'getDelivery', 'getAdminOrder'] as const

/** What the shop brings itself: to be taken, under way, delivered. Made for a phone in one hand. */
export function CouriersPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ view: 'waiting', search: '', page: '1' })
  const view = views.find((one) => one === url.view) ?? 'waiting'
  const search = url.search ? { search: url.search } : {}
  const read = useRead(
    'listDeliveries',
    { kind: 'local', view, page: Number(url.page), pageSize: 20, ...search },
    { refetchInterval: 15_000 },
  )
  const data = read.data
  const label = (one: View) => {
    const count = one === 'done' ? 0 : (data?.counts[one] ?? 0)
    return count > 0 ? `${t(viewKey[one])} ${count}` : t(viewKey[one])
  }
  return (
    <>
      <PageHead title={t('nav.couriers')} lead={t('courier.lead')} />
      <div className="courier-bar">
        <Segmented
          value={view}
          options={views.map((value) => ({ value, label: label(value) }))}
          onChange={(value) => setUrl({ view: value, page: '1' })}
          data-testid="courier-views"
        />
        <Input.Search
          key={url.search}
          allowClear
          defaultValue={url.search}
          maxLength={40}
          placeholder={t('delivery.search')}
          className="courier-search"
          onSearch={(text) => setUrl({ search: text.trim(), page: '1' })}
        />
      </div>
      {read.error && !data && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {!data && !read.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && (
        <div className="courier-list" data-testid="courier-list">
          {data.items.map((one) => (
            <Job key={one.orderId} job={one} />
          ))}
        </div>
      )}
      {data?.items.length === 0 && (
        <Nothing title={t(view === 'waiting' ? 'courier.none' : 'courier.nothing')} hint={t('courier.noneHint')} />
      )}
      {data && (
        <Pagination
          simple
          align="center"
          current={Number(url.page)}
          pageSize={20}
          total={data.total}
          hideOnSinglePage
          onChange={(page) => setUrl({ page: String(page) })}
        />
      )}
    </>
  )
}

function Job({ job }: { job: Delivery }) {
  const t = useT()
  return (
    <article className="card courier-job" data-testid="courier-job" aria-label={job.orderNumber}>
      <div className="row">
        <span className="courier-when num">{`${job.day.slice(5)} ${job.span}`}</span>
        <State tone={deliveryTone[job.state]}>{t(deliveryStateKey[job.state])}</State>
        <span className="spring" />
        {job.meters !== null && <span className="muted num">{distanceText(job.meters, t)}</span>}
      </div>
      <div className="courier-address">
        {job.lng !== null && job.lat !== null ? (
          <a href={mapUrl(job.lng, job.lat, job.address)} target="_blank" rel="noopener">
            {job.address}
          </a>
        ) : (
          job.address
        )}
      </div>
      <div className="row">
        <span className="strong">{job.receiver}</span>
        <a className="courier-phone num" href={`tel:${job.phone}`}>
          {job.phone}
        </a>
      </div>
      <div className="muted small">{job.goods.join('，')}</div>
      {job.note && <div className="courier-note small">{t('courier.note', { note: job.note })}</div>}
      {job.attempts > 0 && job.state !== 'done' && (
        <div>
          <Tag color="warning">{t('courier.attempts', { count: job.attempts })}</Tag>
          <span className="small muted">{job.lastNote}</span>
        </div>
      )}
      <div className="small muted">
        {t('courier.from', { name: job.pointName })} · <span className="num">{job.orderNumber}</span>
        {job.courierName ? ` · ${job.courierName}` : ''} {job.doneAt && <Time iso={job.doneAt} />}
      </div>
      {job.photo && <Thumb picture={job.photo} size={72} alt={t('courier.photo')} />}
      <Actions job={job} />
    </article>
  )
}

function Actions({ job }: { job: Delivery }) {
  const t = useT()
  const { modal } = App.useApp()
  const [asking, setAsking] = useState<'deliver' | 'fail' | null>(null)
  const id = job.orderId
  const ready = useWrite('readyDelivery', { stale, success: t('handout.marked') })
  const take = useWrite('takeDelivery', { stale, success: t('courier.took') })
  const leave = useWrite('leaveDelivery', { stale, success: t('courier.left') })
  if (job.state === 'kept' || job.state === 'ready') {
    return (
      <div className="courier-actions">
        {job.state === 'kept' && (
          <Button size="large" loading={ready.isPending} onClick={() => ready.mutate({ id })} data-testid="job-ready">
            {t('delivery.markReady')}
          </Button>
        )}
        <Button size="large" type="primary" loading={take.isPending} onClick={() => take.mutate({ id })} data-testid="job-take">
          {t('courier.take')}
        </Button>
      </div>
    )
  }
  if (job.state !== 'taken' || !job.mine) return null
  const askLeave = () =>
    modal.confirm({ title: t('courier.leave'), content: t('courier.leaveHint'), onOk: () => leave.mutateAsync({ id }) })
  return (
    <div className="courier-actions">
      <Button size="large" type="text" onClick={askLeave} data-testid="job-leave">
        {t('courier.leave')}
      </Button>
      <Button size="large" danger onClick={() => setAsking('fail')} data-testid="job-fail">
        {t('courier.fail')}
      </Button>
      <Button size="large" type="primary" onClick={() => setAsking('deliver')} data-testid="job-deliver">
        {t('courier.deliver')}
      </Button>
      {asking === 'deliver' && <DeliverDialog job={job} onClose={() => setAsking(null)} />}
      {asking === 'fail' && <FailDialog job={job} onClose={() => setAsking(null)} />}
    </div>
  )
}
