import { Alert, Image, Skeleton, Timeline } from 'antd'
import type { ComponentType, ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { Picture } from '../../ui/picture.tsx'
import { ApiError } from '../../api/error.ts'
import { useRead } from '../../api/use.ts'
import { NotFound } from '../../app/outcomes.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl, Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import '../orders/orders.css'
import { DecideButtons } from './decide.tsx'
import { Due } from './due.tsx'
import { RequestActions } from './request-actions.tsx'
import { actorKey, kindKey, nextKey, reasonKey, type Request, stateKey, stateTone } from './words.ts'

/** One request of this shop. */
export function RequestPage() {
  const { id = '' } = useParams()
  const request = useRead('getAdminAfterSales', { id }, { refetchInterval: 15_000 })
  return <RequestBody id={id} read={request} back="/after-sales" Actions={RequestActions} />
}

/** One dispute, of whatever shop, before the platform's arbiter. */
export function DisputePage() {
  const { id = '' } = useParams()
  const request = useRead('getDispute', { id }, { refetchInterval: 15_000 })
  return <RequestBody id={id} read={request} back="/disputes" Actions={DecideButtons} />
}

interface Read {
  data: Request | undefined
  error: Error | null
  refetch: () => unknown
}

function RequestBody(props: { id: string; read: Read; back: string; Actions: ComponentType<{ request: Request }> }) {
  const t = useT()
  const { data, error, refetch } = props.read
  if (error instanceof ApiError && error.status === 404) return <NotFound />
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />
  if (data?.id !== props.id) return <Skeleton active paragraph={{ rows: 10 }} />
  const next = nextKey[data.state]
  return (
    <>
      <PageHead
        title={t('as.title', { number: data.number })}
        back={props.back}
        mark={<State tone={stateTone[data.state]}>{t(stateKey[data.state])}</State>}
        lead={
          data.dueAt && next ? (
            <>
              <Due iso={data.dueAt} /> {t(next)}
            </>
          ) : undefined
        }
      >
        <props.Actions request={data} />
      </PageHead>
      {data.stuck && <Alert type="error" showIcon title={t('as.stuckHint')} style={{ marginBottom: 16 }} />}
      <div className="order-columns">
        <div className="stack">
          <Goods request={data} />
          <Dispute request={data} />
          <Parcels request={data} />
        </div>
        <div className="stack">
          <Facts request={data} />
          <Steps request={data} />
        </div>
      </div>
    </>
  )
}

function Goods({ request }: { request: Request }) {
  const t = useT()
  return (
    <Card title={t('order.goods')}>
      <div className="order-lines">
        {request.lines.map((line) => (
          <div key={line.lineId} className="order-line">
            <Thumb picture={line.picture} size={56} />
            <div>
              <div>{line.title}</div>
              <div className="small muted">
                {line.options.join(' / ')}
                {line.exchangeOptions && ` → ${line.exchangeOptions.join(' / ')}`}
              </div>
              {request.inspection || line.accepted < line.quantity ? (
                <div className="small">{t('as.inspected', { accepted: line.accepted, restocked: line.restocked })}</div>
              ) : null}
            </div>
            <span className="num">× {line.quantity}</span>
            <Money fen={line.amountFen} />
          </div>
        ))}
      </div>
      <dl className="breakdown">
        <div>
          <dt>{t('as.freight')}</dt>
          <dd>
            <Money fen={request.freightFen} />
          </dd>
        </div>
        <div className="total">
          <dt>{t(request.kind === 'exchange' ? 'as.worth' : 'as.amount')}</dt>
          <dd data-testid="request-amount">
            <Money fen={request.amountFen} />
          </dd>
        </div>
      </dl>
      {request.note && <p>{request.note}</p>}
      <Evidence pictures={request.pictures} />
    </Card>
  )
}

function Evidence({ pictures }: { pictures: Picture[] }) {
  const t = useT()
  if (pictures.length === 0) return null
  return (
    <Image.PreviewGroup>
      <div className="row">
        {pictures.map((picture) => (
          <Image
            key={picture.url}
            src={pictureUrl(picture, 240)}
            preview={{ src: pictureUrl(picture, 960) }}
            width={72}
            height={72}
            alt={t('as.evidence')}
            style={{ objectFit: 'cover', borderRadius: 8 }}
          />
        ))}
      </div>
    </Image.PreviewGroup>
  )
}

function Dispute({ request: { dispute } }: { request: Request }) {
  const t = useT()
  if (!dispute) return null
  return (
    <Card title={t('as.dispute')}>
      <p>{dispute.text}</p>
      <Evidence pictures={dispute.pictures} />
      {dispute.decidedText && (
        <div className="remark">
          <span className="strong">{t('as.decision')}</span> {dispute.decidedText}{' '}
          <span className="small muted">
            <Time iso={dispute.decidedAt} />
          </span>
        </div>
      )}
    </Card>
  )
}

function Parcels({ request: { parcels } }: { request: Request }) {
  const t = useT()
  if (parcels.length === 0) return null
  return (
    <Card title={t('as.parcels')}>
      {parcels.map((parcel) => (
        <div key={parcel.id} className="remark">
          <div className="strong">
            {parcel.carrierName} <span className="num">{parcel.number}</span>
          </div>
          {parcel.events.slice(0, 5).map((event) => (
            <div key={`${event.at}${event.text}`} className="small">
              <Time iso={event.at} /> {event.text}
            </div>
          ))}
        </div>
      ))}
    </Card>
  )
}

function Facts({ request }: { request: Request }) {
  const t = useT()
  const { history, refund } = request
  return (
    <Card title={t('order.facts')}>
      <dl className="facts">
        <Fact name={t('as.kind')}>{t(kindKey[request.kind])}</Fact>
        <Fact name={t('as.reason')}>{t(reasonKey[request.reason])}</Fact>
        <Fact name={t('as.order')}>
          <Link to={`/orders/${request.orderId}`} className="num">
            {request.orderNumber}
          </Link>
        </Fact>
        <Fact name={t('orders.shopper')}>{request.shopperName}</Fact>
        <Fact name={t('as.history')}>{t('as.historyText', { requests: history.requests, rejected: history.rejected })}</Fact>
        <Fact name={t('as.shop')}>{request.shopName}</Fact>
        {request.returnTo && (
          <Fact name={t('as.returnTo')}>{`${request.returnTo.name} ${request.returnTo.phone} ${request.returnTo.address}`}</Fact>
        )}
        {request.inspection && <Fact name={t('as.inspection')}>{request.inspection}</Fact>}
        {refund && (
          <Fact name={t('as.refund')}>
            <Money fen={refund.amountFen} /> <Time iso={refund.paidAt ?? refund.at} />
          </Fact>
        )}
      </dl>
    </Card>
  )
}

function Steps({ request }: { request: Request }) {
  const t = useT()
  return (
    <Card title={t('order.timeline')}>
      <Timeline
        items={request.steps.toReversed().map((step, index) => ({
          color: index === 0 ? 'var(--accent)' : 'gray',
          content: (
            <div>
              <div className={index === 0 ? 'strong' : ''}>{t(stateKey[step.to])}</div>
              <div className="small muted">
                <Time iso={step.at} precision="second" /> · {t(actorKey[step.actor])} {step.actorName}
              </div>
              {step.note && <div className="small">{step.note}</div>}
              <Evidence pictures={step.pictures} />
            </div>
          ),
        }))}
      />
    </Card>
  )
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card card-pad" aria-label={title}>
      <div className="card-head" style={{ marginBottom: 12 }}>
        <h2>{title}</h2>
      </div>
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
