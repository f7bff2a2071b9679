import { Button, DatePicker, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Input as OperationInput } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { GroupPrices, type Price } from './group-prices.tsx'
import type { GroupBuy } from './group-buys-page.tsx'

type Body = OperationInput<'createGroupBuy'>
interface Draft extends Omit<Required<Body>, 'prices' | 'startsAt' | 'endsAt'> {
  prices: Price[]
  period: [Dayjs, Dayjs]
}

const draftOf = (one: GroupBuy | null): Draft => ({
  title: one?.title ?? '',
  productId: one?.productId ?? '',
  prices: one?.prices ?? [],
  period: one ? [dayjs(one.startsAt), dayjs(one.endsAt)] : [dayjs(), dayjs().add(7, 'day')],
  hours: one?.hours ?? 24,
  perPerson: one?.perPerson ?? 1,
  maxPieces: one?.maxPieces ?? 1,
  newOnly: one?.newOnly ?? 'nobody',
  virtualFrom: one?.virtualFrom ?? null,
  withOffers: one?.withOffers ?? false,
  freeFreight: one?.freeFreight ?? true,
  enabled: one?.enabled ?? true,
})

/** What is ready to be saved; nothing while a price is missing. */
function bodyOf({ prices, period, title, ...draft }: Draft): Body | undefined {
  const whole = prices.flatMap(({ priceFen, ...price }) => (priceFen ? [{ ...price, priceFen }] : []))
  if (title.trim() === '' || draft.productId === '' || whole.length === 0 || whole.length < prices.length) return undefined
  return { ...draft, title: title.trim(), prices: whole, startsAt: period[0].toISOString(), endsAt: period[1].toISOString() }
}

export function GroupBuyDrawer({ campaign, onClose }: { campaign: GroupBuy | null; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm()
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listGroupBuys' as const], success: t('common.saved'), onDone: onClose, onError: useFormError(form) }
  const create = useWrite('createGroupBuy', done)
  const update = useWrite('updateGroupBuy', done)
  const body = bodyOf(draft)
  const save = () => {
    if (!body) return
    if (campaign) update.mutate({ ...body, id: campaign.id })
    else create.mutate(body)
  }
  const foot = (
    <Button type="primary" disabled={!body} loading={create.isPending || update.isPending} onClick={save} data-testid="group-buy-save">
      {t('common.save')}
    </Button>
  )
  return (
    <Drawer
      open
      onClose={onClose}
      size={640}
      title={t(campaign ? 'groupBuy.edit' : 'groupBuy.new')}
      footer={foot}
      data-testid="group-buy-drawer"
    >
      <Form form={form} layout="vertical" component="div">
        <Form.Item label={t('groupBuy.title')} htmlFor="group-buy-title" required>
          <Input id="group-buy-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('groupBuy.product')} required extra={campaign ? t('groupBuy.productKept') : undefined}>
          <ProductSelect value={draft.productId} fixed={campaign !== null} onChange={(productId) => change({ productId, prices: [] })} />
        </Form.Item>
        {draft.productId && <GroupPrices productId={draft.productId} prices={draft.prices} onChange={(prices) => change({ prices })} />}
        <Form.Item label={t('groupBuy.period')}>
          <DatePicker.RangePicker
            showTime
            allowClear={false}
            value={draft.period}
            onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
          />
        </Form.Item>
        <Limits draft={draft} change={change} />
      </Form>
    </Drawer>
  )
}

function ProductSelect({ value, fixed, onChange }: { value: string; fixed: boolean; onChange: (id: string) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), 250)
  const found = useRead('listAdminProducts', { pageSize: 20, ...(search ? { search } : {}) })
  const chosen = useRead('getAdminProduct', { id: value }, { enabled: value !== '' })
  const names = new Map((found.data?.items ?? []).map((product) => [product.id, product.title]))
  if (chosen.data) names.set(chosen.data.id, chosen.data.title)
  return (
    <Select<string>
      value={value || null}
      disabled={fixed}
      placeholder={t('groupBuy.productChoose')}
      aria-label={t('groupBuy.product')}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      notFoundContent={t('products.noneFound')}
      options={[...names].map(([id, title]) => ({ value: id, label: title }))}
      onChange={onChange}
      data-testid="group-buy-product"
    />
  )
}

function Limits({ draft, change }: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const t = useT()
  const counted = [
    { key: 'hours', label: t('groupBuy.hours'), max: 168 },
    { key: 'perPerson', label: t('groupBuy.perPerson'), max: 100 },
    { key: 'maxPieces', label: t('groupBuy.maxPieces'), max: 999 },
  ] as const
  const switches = [
    { key: 'withOffers', label: t('groupBuy.withOffers') },
    { key: 'freeFreight', label: t('groupBuy.freeFreight') },
    { key: 'enabled', label: t('groupBuy.enabled') },
  ] as const
  return (
    <>
      <div className="row">
        {counted.map(({ key, label, max }) => (
          <Form.Item key={key} label={label} htmlFor={`group-buy-${key}`}>
            <InputNumber<number>
              id={`group-buy-${key}`}
              min={1}
              max={max}
              precision={0}
              value={draft[key]}
              onChange={(value) => change({ [key]: value ?? 1 })}
            />
          </Form.Item>
        ))}
      </div>
      <Form.Item label={t('groupBuy.newOnly')}>
        <Select
          value={draft.newOnly}
          aria-label={t('groupBuy.newOnly')}
          options={[
            { value: 'nobody', label: t('groupBuy.newOnly.nobody') },
            { value: 'joiners', label: t('groupBuy.newOnly.joiners') },
            { value: 'everybody', label: t('groupBuy.newOnly.everybody') },
          ]}
          onChange={(newOnly) => change({ newOnly })}
        />
      </Form.Item>
      <Form.Item label={t('groupBuy.virtual')} extra={t('groupBuy.virtualHint')}>
        <div className="row">
          <Switch
            checked={draft.virtualFrom !== null}
            aria-label={t('groupBuy.virtual')}
            onChange={(on) => change({ virtualFrom: on ? 1 : null })}
          />
          {draft.virtualFrom !== null && (
            <InputNumber<number>
              min={1}
              max={99}
              precision={0}
              value={draft.virtualFrom}
              suffix={t('groupBuy.people')}
              aria-label={t('groupBuy.virtualFrom')}
              onChange={(value) => change({ virtualFrom: value ?? 1 })}
            />
          )}
        </div>
      </Form.Item>
      <div className="row">
        {switches.map(({ key, label }) => (
          <Form.Item key={key} label={label}>
            <Switch checked={draft[key]} aria-label={label} onChange={(on) => change({ [key]: on })} />
          </Form.Item>
        ))}
      </div>
    </>
  )
}
