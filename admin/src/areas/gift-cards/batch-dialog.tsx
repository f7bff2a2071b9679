import { Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import type { Batch } from './gift-cards-page.tsx'

interface Draft {
  title: string
  kind: 'physical' | 'electronic'
  faceFen: number | null
  pieces: number
  years: number
  onSale: boolean
}
const draftOf = (batch: Batch | null): Draft => ({
  title: batch?.title ?? '',
  kind: batch?.kind ?? 'electronic',
  faceFen: batch?.faceFen ?? 10_000,
  pieces: batch?.pieces ?? 100,
  years: Math.round((batch?.validDays ?? 1095) / 365),
  onSale: batch?.onSale ?? true,
})

export function BatchDialog({ batch, onClose }: { batch: Batch | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(batch))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listGiftCardBatches' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createGiftCardBatch', done)
  const update = useWrite('updateGiftCardBatch', done)
  const { title, kind, faceFen, pieces, years, onSale } = draft
  const good = faceFen !== null && faceFen >= 100 && faceFen <= 100_000
  const save = () => {
    if (!good) return
    if (batch) update.mutate({ id: batch.id, title: title.trim(), pieces, onSale })
    else create.mutate({ title: title.trim(), kind, faceFen, pieces, validDays: years * 365, onSale })
  }
  return (
    <Modal
      open
      title={t(batch ? 'giftCards.edit' : 'giftCards.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: title.trim() === '' || !good, loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('giftCards.title')} htmlFor="gift-batch-title">
          <Input id="gift-batch-title" value={title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        {batch ? null : (
          <>
            <Form.Item label={t('giftCards.kind')}>
              <Radio.Group
                value={kind}
                onChange={(event) => change({ kind: event.target.value === 'physical' ? 'physical' : 'electronic' })}
                options={[
                  { value: 'electronic', label: t('giftCards.electronic') },
                  { value: 'physical', label: t('giftCards.physical') },
                ]}
              />
            </Form.Item>
            <Form.Item label={t('giftCards.face')} extra={t('giftCards.faceHint')} validateStatus={good ? '' : 'error'}>
              <MoneyInput fen={faceFen} onChange={(value) => change({ faceFen: value })} label={t('giftCards.face')} min={1} />
            </Form.Item>
            <Form.Item label={t('giftCards.years')} extra={t('giftCards.yearsHint')} htmlFor="gift-batch-years">
              <InputNumber<number>
                id="gift-batch-years"
                min={3}
                max={10}
                precision={0}
                value={years}
                onChange={(value) => change({ years: value ?? 3 })}
              />
            </Form.Item>
          </>
        )}
        {batch?.kind === 'physical' ? null : (
          <Form.Item label={t('giftCards.pieces')} htmlFor="gift-batch-pieces">
            <InputNumber<number>
              id="gift-batch-pieces"
              min={1}
              max={kind === 'physical' ? 5000 : 1_000_000}
              precision={0}
              value={pieces}
              onChange={(value) => change({ pieces: value ?? 1 })}
            />
          </Form.Item>
        )}
        {kind === 'electronic' ? (
          <Form.Item label={t('giftCards.onSale')}>
            <Switch checked={onSale} aria-label={t('giftCards.onSale')} onChange={(value) => change({ onSale: value })} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}
