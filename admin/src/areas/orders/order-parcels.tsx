import { Timeline, Typography } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { parcelStateKey } from './order-state.ts'
import { ParcelActions } from './parcel-actions.tsx'

type Order = Reply<'getAdminOrder'>
type Parcel = Order['parcels'][number]

const toneOf = (state: Parcel['state']): Tone =>
  state === 'signed' ? 'good' : state === 'problem' || state === 'returning' || state === 'returned' ? 'bad' : 'info'

/** The parcels of an order with the path each has come, newest first. */
export function Parcels({ order }: { order: Order }) {
  const t = useT()
  if (order.parcels.length === 0) return null
  return (
    <section className="card card-pad" aria-labelledby="parcels-title" data-testid="parcels">
      <div className="card-head">
        <h2 id="parcels-title">{t('order.parcels')}</h2>
      </div>
      <div className="stack">
        {order.parcels.map((parcel) => (
          <div key={parcel.id} className="stack-tight">
            <div className="row">
              <span className="strong">{parcel.carrierName}</span>
              <Typography.Text copyable className="num">
                {parcel.number}
              </Typography.Text>
              <State tone={toneOf(parcel.state)}>{t(parcelStateKey[parcel.state])}</State>
              <ParcelActions parcel={parcel} refused={order.onDelivery?.state === 'refused'} />
              <span className="spring" />
              <span className="muted small">{contents(order, parcel)}</span>
            </div>
            {parcel.events.length === 0 && <p className="muted">{t('order.noTracking')}</p>}
            <Timeline
              style={{ marginTop: 8 }}
              items={parcel.events.map((event, index) => ({
                color: index === 0 ? 'var(--accent)' : 'gray',
                content: (
                  <div>
                    <div className={index === 0 ? 'strong' : ''}>{event.text}</div>
                    <div className="small muted">
                      <Time iso={event.at} precision="second" /> {event.text.includes(event.place) ? '' : event.place}
                    </div>
                  </div>
                ),
              }))}
            />
          </div>
        ))}
      </div>
    </section>
  )
}

function contents(order: Order, parcel: Parcel): string {
  return parcel.lines
    .flatMap(({ orderLineId, quantity }) => {
      const line = order.lines.find((one) => one.id === orderLineId)
      return line ? [`${line.options.join(' ') || line.title} × ${quantity}`] : []
    })
    .join('，')
}
