import { InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

/** From how many pieces on an SKU counts as low. */
export function ThresholdDialog({ skuId, now, onClose }: { skuId: string; now: number | null; onClose: () => void }) {
  const t = useT()
  const [pieces, setPieces] = useState(now)
  const set = useWrite('setThreshold', { stale: ['listStock', 'listStockWarnings'], success: t('warning.saved'), onDone: onClose })
  return (
    <Modal open title={t('warning.set')} confirmLoading={set.isPending} onCancel={onClose} onOk={() => set.mutate({ skuId, pieces })}>
      <div className="stack-tight">
        <InputNumber
          min={0}
          max={100_000}
          precision={0}
          autoFocus
          value={pieces}
          aria-label={t('warning.threshold')}
          onChange={setPieces}
          style={{ width: 160 }}
          data-testid="threshold"
        />
        <span className="small muted">{t('warning.thresholdHint')}</span>
      </div>
    </Modal>
  )
}
