import { Button, ConfigProvider, DatePicker, Drawer, Form, Input, InputNumber, Radio, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Input as OperationInput } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { without } from '../../ui/keys.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { couponKindKey, type Coupon, type CouponDraft as Draft, type CouponPart as PartProps } from './coupon.ts'
import { CouponUse, Gifts } from './coupon-use.tsx'
import { ScopeForm, wholeShop } from './scope-form.tsx'

const empty: Draft = {
  title: '',
  kind: 'amount',
  value: 1000,
  capFen: null,
  thresholdFen: 10_000,
  scope: wholeShop,
  gifts: [],
  stackGroup: '',
  useIn: 'online',
  platformShareBps: 0,
  passable: false,
  auto: 'none',
  stock: 1000,
  perShopper: 1,
  claimable: true,
  code: null,
  claimFrom: null,
  claimUntil: null,
  validUntil: null,
  validDays: 7,
  enabled: true,
}

interface Props {
  coupon: Coupon | undefined
  readOnly: boolean
  onClose: () => void
}

export function CouponDrawer({ coupon, readOnly, onClose }: Props) {
  const t = useT()
  const [form] = Form.useForm()
  const [draft, setDraft] = useState<Draft>(() => (coupon ? without(coupon, ['id', 'claimed', 'used', 'createdAt']) : empty))
  const [which, setWhich] = useState<'all' | 'categories' | 'products'>()
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const onError = useFormError(form)
  const options = { stale: ['listCouponTemplates'] as const, success: t('common.saved'), onDone: onClose, onError }
  const create = useWrite('createCouponTemplate', options)
  const update = useWrite('updateCouponTemplate', options)
  const save = () => {
    const input: OperationInput<'createCouponTemplate'> = { ...draft, title: draft.title.trim() }
    if (coupon) update.mutate({ id: coupon.id, ...input })
    else create.mutate(input)
  }
  const ready =
    draft.title.trim() !== '' &&
    (draft.kind === 'gift' ? draft.gifts.every((gift) => gift.skuId !== '') : draft.kind === 'shipping' || draft.value > 0) &&
    (draft.validUntil !== null || draft.validDays !== null)
  return (
    <Drawer open onClose={onClose} size={600} title={t(coupon ? 'coupon.edit' : 'coupon.new')} data-testid="coupon-drawer">
      <ConfigProvider componentDisabled={readOnly}>
        <Form form={form} layout="vertical" component="div">
          <Form.Item label={t('coupon.title')} htmlFor="coupon-title" required>
            <Input
              id="coupon-title"
              value={draft.title}
              maxLength={100}
              onChange={(event) => change({ title: event.target.value })}
              data-testid="coupon-title"
            />
          </Form.Item>
          <Form.Item label={t('coupon.kind')}>
            <Radio.Group
              optionType="button"
              value={draft.kind}
              onChange={(event) =>
                change({
                  kind: event.target.value,
                  gifts: event.target.value === 'gift' ? [{ skuId: '', quantity: 1 }] : [],
                  value: event.target.value === 'percent' ? 1000 : event.target.value === 'amount' ? 1000 : 0,
                })
              }
              options={(['amount', 'percent', 'shipping', 'gift'] as const).map((value) => ({ value, label: t(couponKindKey[value]) }))}
            />
          </Form.Item>
          <Worth draft={draft} change={change} />
          {draft.kind === 'gift' && <Gifts draft={draft} change={change} />}
          <Form.Item label={t('rule.scope')}>
            <ScopeForm scope={draft.scope} onChange={(scope) => change({ scope })} which={which} onWhich={setWhich} />
          </Form.Item>
          <div className="row" style={{ gap: 24 }}>
            <Form.Item label={t('coupon.stock')} extra={coupon ? t('coupon.stockHint', { count: coupon.claimed }) : undefined}>
              <InputNumber<number>
                min={Math.max(1, coupon?.claimed ?? 1)}
                max={10_000_000}
                precision={0}
                value={draft.stock}
                aria-label={t('coupon.stock')}
                onChange={(value) => change({ stock: value ?? 1 })}
              />
            </Form.Item>
            <Form.Item label={t('coupon.perShopper')}>
              <InputNumber<number>
                min={1}
                max={100}
                precision={0}
                value={draft.perShopper}
                aria-label={t('coupon.perShopper')}
                onChange={(value) => change({ perShopper: value ?? 1 })}
              />
            </Form.Item>
          </div>
          <How draft={draft} change={change} />
          <Validity draft={draft} change={change} />
          <CouponUse draft={draft} change={change} />
          <Form.Item label={t('editor.enabled')}>
            <Switch checked={draft.enabled} aria-label={t('editor.enabled')} onChange={(enabled) => change({ enabled })} />
          </Form.Item>
        </Form>
        {coupon && <p className="muted small">{t('coupon.editHint')}</p>}
        <div className="row" style={{ marginTop: 16 }}>
          <Button
            type="primary"
            disabled={!ready || readOnly}
            loading={create.isPending || update.isPending}
            onClick={save}
            data-testid="coupon-save"
          >
            {t('common.save')}
          </Button>
          <Button disabled={false} onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </ConfigProvider>
    </Drawer>
  )
}

/** 满 X 减 Y, read as one line. */
function Worth({ draft, change }: PartProps) {
  const t = useT()
  return (
    <Form.Item label={t('coupon.worth')}>
      <div className="row">
        {t('coupon.from')}
        <MoneyInput
          fen={draft.thresholdFen}
          label={t('coupon.threshold')}
          onChange={(fen) => change({ thresholdFen: fen ?? 0 })}
          width={120}
        />
        {draft.kind === 'amount' && (
          <>
            {t('coupon.takesOff')}
            <MoneyInput fen={draft.value} label={t('coupon.amount')} onChange={(fen) => change({ value: fen ?? 0 })} width={120} />
          </>
        )}
        {draft.kind === 'percent' && (
          <>
            {t('coupon.takesOff')}
            <InputNumber<number>
              min={0.01}
              max={100}
              suffix="%"
              value={draft.value / 100}
              aria-label={t('coupon.percent')}
              onChange={(percent) => change({ value: Math.round((percent ?? 0) * 100) })}
              style={{ width: 100 }}
            />
            {t('coupon.cap')}
            <MoneyInput
              fen={draft.capFen}
              label={t('coupon.cap')}
              placeholder={t('coupon.noCap')}
              onChange={(capFen) => change({ capFen })}
              width={120}
            />
          </>
        )}
        {draft.kind === 'shipping' && t('coupon.freeShipping')}
        {draft.kind === 'gift' && t('coupon.giftBelow')}
      </div>
    </Form.Item>
  )
}

function Validity({ draft, change }: PartProps) {
  const t = useT()
  const fixed = draft.validDays === null
  return (
    <>
      <Form.Item label={t('coupon.claimPeriod')}>
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          allowEmpty={[true, true]}
          value={[draft.claimFrom ? dayjs(draft.claimFrom) : null, draft.claimUntil ? dayjs(draft.claimUntil) : null]}
          onChange={(range) => change({ claimFrom: range?.[0]?.toISOString() ?? null, claimUntil: range?.[1]?.toISOString() ?? null })}
        />
      </Form.Item>
      <Form.Item label={t('coupon.valid')}>
        <div className="row">
          <Radio.Group
            value={fixed ? 'until' : 'days'}
            onChange={(event) =>
              change(
                event.target.value === 'days'
                  ? { validDays: 7, validUntil: null }
                  : { validDays: null, validUntil: dayjs().add(30, 'day').endOf('day').toISOString() },
              )
            }
            options={[
              { value: 'days', label: t('coupon.afterClaim') },
              { value: 'until', label: t('coupon.untilDay') },
            ]}
          />
          {fixed ? (
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              value={draft.validUntil ? dayjs(draft.validUntil) : null}
              aria-label={t('coupon.untilDay')}
              onChange={(value) => change({ validUntil: value ? value.toISOString() : null })}
            />
          ) : (
            <InputNumber<number>
              min={1}
              max={365}
              precision={0}
              suffix={t('coupon.dayUnit')}
              value={draft.validDays}
              aria-label={t('coupon.afterClaim')}
              onChange={(value) => change({ validDays: value ?? 1 })}
              style={{ width: 110 }}
            />
          )}
        </div>
      </Form.Item>
    </>
  )
}

function How({ draft, change }: PartProps) {
  const t = useT()
  const how = draft.code !== null ? 'code' : draft.claimable ? 'public' : 'granted'
  return (
    <Form.Item label={t('coupon.how')}>
      <div className="row">
        <Radio.Group
          value={how}
          onChange={(event) =>
            change(
              event.target.value === 'code' ? { code: '', claimable: false } : { code: null, claimable: event.target.value === 'public' },
            )
          }
          options={[
            { value: 'public', label: t('coupon.public') },
            { value: 'code', label: t('coupon.byCode') },
            { value: 'granted', label: t('coupon.granted') },
          ]}
        />
        <Select<Draft['auto']>
          value={draft.auto}
          aria-label={t('coupon.auto')}
          style={{ width: 200 }}
          onChange={(auto) => change({ auto })}
          options={[
            { value: 'none', label: t('coupon.autoNone') },
            { value: 'newcomer', label: t('coupon.autoNewcomer') },
            { value: 'birthday', label: t('coupon.autoBirthday') },
          ]}
        />
        {draft.code !== null && (
          <Input
            value={draft.code}
            maxLength={20}
            placeholder="SPRING88"
            aria-label={t('coupon.byCode')}
            style={{ width: 160 }}
            onChange={(event) => change({ code: event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, '') })}
          />
        )}
      </div>
    </Form.Item>
  )
}
