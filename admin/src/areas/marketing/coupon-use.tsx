import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Radio, Switch } from 'antd'
import { useT } from '../../i18n/i18n.tsx'
import type { CouponPart } from './coupon.ts'
import { SkuSelect } from './sku-select.tsx'

/** What a gift coupon gives: the shopper chooses one. */
export function Gifts({ draft, change }: CouponPart) {
  const t = useT()
  const set = (at: number, patch: Partial<(typeof draft.gifts)[number]>) =>
    change({ gifts: draft.gifts.map((gift, index) => (index === at ? { ...gift, ...patch } : gift)) })
  return (
    <Form.Item label={t('coupon.giftsTitle')} required>
      <div className="stack-tight">
        {draft.gifts.map((gift, index) => (
          <div key={index} className="row">
            <SkuSelect value={gift.skuId} label={t('coupon.giftsTitle')} onChange={(skuId) => set(index, { skuId: skuId ?? '' })} />
            <InputNumber<number>
              min={1}
              max={99}
              precision={0}
              value={gift.quantity}
              aria-label={t('arg.quantity')}
              onChange={(quantity) => set(index, { quantity: quantity ?? 1 })}
              style={{ width: 80 }}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={draft.gifts.length < 2}
              aria-label={t('common.remove')}
              onClick={() => change({ gifts: draft.gifts.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={draft.gifts.length >= 10}
            onClick={() => change({ gifts: [...draft.gifts, { skuId: '', quantity: 1 }] })}
          >
            {t('rule.rowAdd')}
          </Button>
        </div>
      </div>
    </Form.Item>
  )
}

/** Where it counts, what it goes with, who bears it, and whether it may be passed on. */
export function CouponUse({ draft, change }: CouponPart) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('coupon.useIn')}>
        <Radio.Group
          value={draft.useIn}
          onChange={(event) => change({ useIn: event.target.value })}
          options={[
            { value: 'online', label: t('coupon.useOnline') },
            { value: 'store', label: t('coupon.useStore') },
            { value: 'both', label: t('coupon.useBoth') },
          ]}
        />
      </Form.Item>
      <div className="row" style={{ alignItems: 'start', gap: 24 }}>
        <Form.Item label={t('coupon.stackGroup')} extra={t('coupon.stackGroupHint')} htmlFor="coupon-group">
          <Input
            id="coupon-group"
            value={draft.stackGroup}
            maxLength={40}
            placeholder={t('coupon.stackDefault')}
            style={{ width: 200 }}
            onChange={(event) => change({ stackGroup: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('coupon.platformShare')} extra={t('coupon.platformShareHint')}>
          <InputNumber<number>
            min={0}
            max={100}
            suffix="%"
            value={draft.platformShareBps / 100}
            aria-label={t('coupon.platformShare')}
            onChange={(percent) => change({ platformShareBps: Math.round((percent ?? 0) * 100) })}
            style={{ width: 110 }}
          />
        </Form.Item>
        <Form.Item label={t('coupon.passable')} extra={t('coupon.passableHint')}>
          <Switch checked={draft.passable} aria-label={t('coupon.passable')} onChange={(passable) => change({ passable })} />
        </Form.Item>
      </div>
    </>
  )
}
