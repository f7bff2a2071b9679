import { App, Button, Form, Input, Modal, Select, Upload } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { ProductSelect } from '../stock/product-select.tsx'

/** Brings card keys into a pool, pasted one a line or from the first column of a spreadsheet. */
export function ImportDialog({ skuId, onClose }: { skuId: string | null; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [productId, setProductId] = useState('')
  const [sku, setSku] = useState(skuId)
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const product = useRead('getAdminProduct', { id: productId }, { enabled: productId !== '' })
  const skus = (product.data?.id === productId ? product.data.skus : []).filter((one) => one.delivery === 'card_key')
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  // The same keys sent again, after an answer was lost, are the same import.
  const what = `${sku ?? ''} ${file?.name ?? ''} ${file?.lastModified ?? ''} ${text}`
  const [sent, setSent] = useState({ what: '', requestId: '' })
  const requestIdOf = (): string => {
    if (sent.what === what) return sent.requestId
    const requestId = crypto.randomUUID()
    setSent({ what, requestId })
    return requestId
  }
  const options = {
    stale: ['listKeyPools', 'listStock'] as const,
    onDone: ({ added, doubles }: Reply<'importKeys'>) => {
      message.success(t('keys.imported', { added, doubles }))
      onClose()
    },
  }
  const paste = useWrite('importKeys', options)
  const upload = useWrite('importKeyFile', options)
  const wrong = keys.find((key) => key.length < 4 || key.length > 200)
  const ready = sku !== null && (file !== null || (keys.length > 0 && keys.length <= 5000 && wrong === undefined))
  return (
    <Modal
      open
      title={t('keys.import')}
      okText={t('keys.import')}
      okButtonProps={{ disabled: !ready, loading: paste.isPending || upload.isPending }}
      onOk={() => {
        if (sku === null) return
        const requestId = requestIdOf()
        if (file) upload.mutate({ id: sku, requestId, file })
        else paste.mutate({ id: sku, requestId, keys })
      }}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        {skuId === null && (
          <>
            <Form.Item label={t('keys.product')} extra={t('keys.productHint')}>
              <ProductSelect
                value={productId}
                onChange={(id) => {
                  setProductId(id)
                  setSku(null)
                }}
              />
            </Form.Item>
            <Form.Item label={t('keys.sku')} htmlFor="keys-sku">
              <Select
                id="keys-sku"
                value={sku}
                disabled={skus.length === 0}
                placeholder={productId !== '' && product.isSuccess && skus.length === 0 ? t('keys.noSku') : t('keys.sku')}
                options={skus.map((one) => ({ value: one.id, label: one.options.join(' / ') || one.code }))}
                onChange={setSku}
              />
            </Form.Item>
          </>
        )}
        <Form.Item
          label={t('keys.text')}
          htmlFor="keys-text"
          extra={t('keys.count', { count: keys.length })}
          {...(wrong === undefined ? {} : { validateStatus: 'error' as const, help: t('keys.wrong', { key: wrong.slice(0, 20) }) })}
        >
          <Input.TextArea
            id="keys-text"
            rows={8}
            value={text}
            disabled={file !== null}
            placeholder={t('keys.textHint')}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
        <Upload
          accept=".xlsx"
          maxCount={1}
          fileList={file ? [{ uid: '1', name: file.name }] : []}
          onRemove={() => setFile(null)}
          beforeUpload={(chosen) => {
            setFile(chosen)
            return false
          }}
        >
          <Button>{t('keys.file')}</Button>
        </Upload>
      </Form>
    </Modal>
  )
}
