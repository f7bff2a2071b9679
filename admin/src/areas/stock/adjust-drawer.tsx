import { Button, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { newKey, useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { SkuName } from './sku-name.tsx'
import { comes, goes, movementKey, reasons, type Reason } from './movement-kind.ts'
import type { Named } from './use-products.ts'

interface Values {
  way: 'change' | 'counted'
  amount: number
  reason: Reason
  note: string
}

/** Adds or takes pieces, or says how many were counted; the reason and a note are kept in the ledger. */
export function AdjustDrawer({ level, named, onClose }: { level: Item<'listStock'>; named: Named | undefined; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const [key] = useState(newKey)
  const values = Form.useWatch([], form) as Values | undefined // antd types the watch of a whole form loosely
  const counted = values?.way === 'counted'
  const changeOf = (typed: number | null | undefined) =>
    typed === undefined || typed === null ? null : counted ? typed - level.onHand : typed
  const change = changeOf(values?.amount) ?? 0
  const onError = useFormError(form)
  const adjust = useWrite('adjustStock', {
    stale: ['listStock', 'listMovements', 'listAdminProducts'],
    success: t('stock.adjusted'),
    onDone: onClose,
    onError,
  })
  const submit = ({ reason, note }: Values) =>
    adjust.mutate({ requestId: key, reason, note: note.trim(), locationId: level.locationId, lines: [{ skuId: level.skuId, change }] })
  return (
    <Drawer open onClose={onClose} size={440} title={t('stock.adjustTitle')} data-testid="adjust-drawer">
      <div className="stack">
        <SkuName named={named} skuId={level.skuId} />
        <span className="muted">{level.locationName}</span>
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ way: 'change', reason: 'receipt' }}
          onFinish={submit}
          onValuesChange={(changed) => {
            if ('way' in changed) form.setFieldsValue({ reason: changed.way === 'counted' ? 'count' : 'receipt' })
          }}
        >
          <Form.Item name="way">
            <Radio.Group
              optionType="button"
              options={[
                { value: 'change', label: t('stock.byChange') },
                { value: 'counted', label: t('stock.byCount') },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="amount"
            label={t(counted ? 'stock.counted' : 'stock.change')}
            dependencies={['reason']}
            extra={t('stock.result', { before: level.onHand, after: level.onHand + change, held: level.held })}
            rules={[
              { required: true, message: t('stock.amountNeeded') },
              {
                validator: async (_, typed: number | null | undefined) => {
                  const by = changeOf(typed)
                  if (by === null) return
                  if (by === 0) throw new Error(t('stock.nothingChanges'))
                  const reason = form.getFieldValue('reason') as Reason // the field beside holds one of the reasons
                  if (by < 1 && comes.includes(reason)) throw new Error(t('stock.atLeastOne', { reason: t(movementKey[reason]) }))
                  if (by > -1 && goes.includes(reason)) throw new Error(t('stock.atMostMinusOne', { reason: t(movementKey[reason]) }))
                  if (level.onHand + by < level.held) throw new Error(t('stock.belowHeld', { held: level.held }))
                },
              },
            ]}
          >
            <InputNumber
              min={counted ? 0 : -100_000}
              max={100_000}
              precision={0}
              autoFocus
              style={{ width: 160 }}
              placeholder={counted ? '' : '+10 / -3'}
              data-testid="adjust-amount"
            />
          </Form.Item>
          <Form.Item name="reason" label={t('stock.reason')}>
            <Select options={reasons.map((value) => ({ value, label: t(movementKey[value]) }))} data-testid="adjust-reason" />
          </Form.Item>
          <Form.Item
            name="note"
            label={t('stock.note')}
            rules={[{ required: true, whitespace: true, min: 2, message: t('stock.noteNeeded') }]}
          >
            <Input.TextArea
              maxLength={200}
              showCount
              autoSize={{ minRows: 2 }}
              placeholder={t('stock.noteHint')}
              data-testid="adjust-note"
            />
          </Form.Item>
          <div className="row">
            <Button type="primary" htmlType="submit" loading={adjust.isPending} data-testid="adjust-submit">
              {t('stock.confirm')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </Form>
      </div>
    </Drawer>
  )
}
