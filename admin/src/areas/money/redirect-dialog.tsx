import { Alert, Form, Input, Modal, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { newKey, useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { type Bank, bankKey } from './redirect-words.ts'

interface Fields {
  bank: Bank
  cardNumber: string
  holderName: string
  reason: string
}

/** Where a refund goes that the payer's account cannot take. Twice with one dialog is once. */
export function RedirectDialog({ refund, onClose }: { refund: Item<'listAbnormalRefunds'>; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Fields>()
  const [key] = useState(newKey)
  const [to, setTo] = useState<'card' | 'merchant'>('card')
  const send = useWrite('redirectRefund', {
    stale: ['listAbnormalRefunds', 'getAdminOrder'],
    success: t('abnormal.sent'),
    onDone: onClose,
    onError: useFormError(form),
  })
  const save = ({ bank, cardNumber, holderName, reason }: Fields) =>
    send.mutate(
      to === 'card'
        ? { id: refund.id, key, to, bank, cardNumber: cardNumber.replaceAll(' ', ''), holderName: holderName.trim() }
        : { id: refund.id, key, to, reason: reason.trim() },
    )
  return (
    <Modal
      open
      title={t('abnormal.sendOf', { amount: yuan(refund.amountFen) })}
      okText={t('abnormal.confirm')}
      okButtonProps={{ loading: send.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <Segmented<'card' | 'merchant'>
          value={to}
          onChange={setTo}
          options={[
            { value: 'card', label: t('abnormal.card') },
            { value: 'merchant', label: t('abnormal.merchant') },
          ]}
        />
        <Alert type="info" showIcon title={t(to === 'card' ? 'abnormal.cardHint' : 'abnormal.merchantHint')} />
        <Form<Fields> form={form} layout="vertical" onFinish={save} autoComplete="off">
          {to === 'card' ? <CardFields /> : <MerchantField />}
        </Form>
      </div>
    </Modal>
  )
}

function CardFields() {
  const t = useT()
  const banks = Object.entries(bankKey).map(([value, key]) => ({ value, label: t(key) }))
  return (
    <>
      <Form.Item name="bank" label={t('abnormal.bank')} rules={[{ required: true, message: t('abnormal.bankMissing') }]}>
        <Select options={banks} showSearch={{ optionFilterProp: 'label' }} data-testid="redirect-bank" />
      </Form.Item>
      <Form.Item
        name="cardNumber"
        label={t('abnormal.cardNumber')}
        rules={[{ required: true, pattern: /^(\d ?){12,19}$/, message: t('abnormal.cardNumberBad') }]}
      >
        <Input inputMode="numeric" maxLength={24} data-testid="redirect-card" />
      </Form.Item>
      <Form.Item
        name="holderName"
        label={t('abnormal.holderName')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('abnormal.holderNameBad') }]}
      >
        <Input maxLength={40} data-testid="redirect-holder" />
      </Form.Item>
    </>
  )
}

function MerchantField() {
  const t = useT()
  return (
    <Form.Item
      name="reason"
      label={t('abnormal.how')}
      rules={[{ required: true, whitespace: true, min: 2, message: t('abnormal.howMissing') }]}
    >
      <Input.TextArea rows={3} maxLength={200} showCount placeholder={t('abnormal.howPlaceholder')} data-testid="redirect-reason" />
    </Form.Item>
  )
}
