import { Alert, Button, Checkbox, Drawer, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { without } from '../../ui/keys.ts'
import { FeeRows, HourRows, SlotRows } from './point-rows.tsx'
import { type Point, weekdayKeys } from './words.ts'

export type Draft = Omit<Point, 'id' | 'lng' | 'lat'> & { lng: number | null; lat: number | null }

const empty: Draft = {
  name: '',
  address: '',
  phone: '',
  lng: null,
  lat: null,
  pickup: true,
  local: false,
  paused: false,
  hours: [{ from: '09:00', to: '21:00' }],
  closedDays: [],
  fees: [
    { withinMeters: 1000, feeFen: 300 },
    { withinMeters: 3000, feeFen: 600 },
  ],
  slots: [
    { from: '09:00', to: '12:00', capacity: 20 },
    { from: '12:00', to: '15:00', capacity: 20 },
    { from: '15:00', to: '18:00', capacity: 20 },
    { from: '18:00', to: '21:00', capacity: 20 },
  ],
}

/** `120.13,30.28`, as maps give it, in either order: in China longitudes are above 70 and latitudes below 60. */
function readPlace(text: string): { lng: number; lat: number } | undefined {
  const [one, other] = text.split(/[\s,，]+/).map(Number)
  if (one === undefined || other === undefined || Number.isNaN(one) || Number.isNaN(other)) return undefined
  return one > other ? { lng: one, lat: other } : { lng: other, lat: one }
}

export function PointDrawer({ point, onClose }: { point: Point | undefined; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(() => (point ? without(point, ['id']) : empty))
  const [error, setError] = useState<Error | null>(null)
  const change = (patch: Partial<Draft>) => {
    setError(null)
    setDraft((now) => ({ ...now, ...patch }))
  }
  const options = {
    stale: ['listDeliveryPoints'] as const,
    success: t('common.saved'),
    onDone: onClose,
    onError: (failure: Error) => {
      setError(failure)
      return true
    },
  }
  const create = useWrite('createDeliveryPoint', options)
  const update = useWrite('updateDeliveryPoint', options)
  const { lng, lat } = draft
  const whole = draft.name.trim() !== '' && draft.address.trim() !== '' && lng !== null && lat !== null && (draft.pickup || draft.local)
  const save = () => {
    if (lng === null || lat === null) return
    const input = { ...draft, lng, lat }
    if (point) update.mutate({ id: point.id, ...input })
    else create.mutate(input)
  }
  return (
    <Drawer open onClose={onClose} size={640} title={t(point ? 'point.edit' : 'point.new')} data-testid="point-drawer">
      <div className="stack">
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        <Form layout="vertical" component="div">
          <Where draft={draft} change={change} />
          <Form.Item label={t('point.use')} required>
            <div className="row">
              <Checkbox checked={draft.pickup} onChange={(event) => change({ pickup: event.target.checked })}>
                {t('delivery.pickup')}
              </Checkbox>
              <Checkbox checked={draft.local} onChange={(event) => change({ local: event.target.checked })} data-testid="point-local">
                {t('delivery.local')}
              </Checkbox>
            </div>
          </Form.Item>
          <Form.Item label={t('point.hours')} extra={t('point.hoursHint')}>
            <HourRows hours={draft.hours} onChange={(hours) => change({ hours })} />
          </Form.Item>
          <Form.Item label={t('point.closedDays')}>
            <Checkbox.Group
              value={draft.closedDays}
              options={[1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: day, label: t(weekdayKeys[day] ?? 'weekday.0') }))}
              onChange={(closedDays) => change({ closedDays })}
            />
          </Form.Item>
          {draft.local && (
            <Form.Item label={t('point.fees')} extra={t('point.feesHint')}>
              <FeeRows fees={draft.fees} onChange={(fees) => change({ fees })} />
            </Form.Item>
          )}
          <Form.Item label={t('point.slots')} extra={t('point.slotsHint')}>
            <SlotRows slots={draft.slots} onChange={(slots) => change({ slots })} />
          </Form.Item>
          <Form.Item label={t('point.paused')} extra={t('point.pauseHint')}>
            <Switch checked={draft.paused} aria-label={t('point.paused')} onChange={(paused) => change({ paused })} />
          </Form.Item>
        </Form>
        <div className="row">
          <Button type="primary" disabled={!whole} loading={create.isPending || update.isPending} onClick={save} data-testid="point-save">
            {t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Drawer>
  )
}

function Where({ draft, change }: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('point.name')} htmlFor="point-name" required>
        <Input id="point-name" value={draft.name} maxLength={100} onChange={(event) => change({ name: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('point.address')} htmlFor="point-address" required>
        <Input id="point-address" value={draft.address} maxLength={200} onChange={(event) => change({ address: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('point.phone')} htmlFor="point-phone">
        <Input id="point-phone" value={draft.phone} maxLength={20} onChange={(event) => change({ phone: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('location.coordinates')} extra={t('point.coordinatesHint')} required>
        <div className="row">
          <InputNumber
            value={draft.lng}
            min={-180}
            max={180}
            precision={6}
            controls={false}
            placeholder={t('location.longitude')}
            aria-label={t('location.longitude')}
            style={{ width: 150 }}
            onChange={(lng) => change({ lng })}
            data-testid="point-lng"
          />
          <InputNumber
            value={draft.lat}
            min={-90}
            max={90}
            precision={6}
            controls={false}
            placeholder={t('location.latitude')}
            aria-label={t('location.latitude')}
            style={{ width: 150 }}
            onChange={(lat) => change({ lat })}
            data-testid="point-lat"
          />
          <Input
            placeholder={t('point.pastePlace')}
            aria-label={t('point.pastePlace')}
            style={{ width: 220 }}
            onChange={(event) => {
              const place = readPlace(event.target.value.trim())
              if (place) change(place)
            }}
          />
        </div>
      </Form.Item>
    </>
  )
}
