import { Button, Form, Input, InputNumber, Modal, Switch } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Thumb, type Picture } from '../../ui/picture.tsx'
import { MediaPicker } from '../media/media-picker.tsx'

export type Brand = Item<'listBrands'>
interface Values {
  name: string
  nameEn: string
  initial: string
  story: string
  sort: number
  visible: boolean
}

export function BrandDialog({ brand, onClose }: { brand: Brand | undefined; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const [logo, setLogo] = useState<Picture | null>(brand?.logo ?? null)
  const [picking, setPicking] = useState(false)
  const options = {
    stale: ['listBrands', 'getAdminProduct'] as const,
    success: t('common.saved'),
    onDone: onClose,
    onError: useFormError(form),
  }
  const create = useWrite('createBrand', options)
  const update = useWrite('updateBrand', options)
  const save = ({ initial, ...values }: Values) => {
    const input = { ...values, logo, initial: initial === '' ? null : initial.toUpperCase() }
    if (brand) update.mutate({ id: brand.id, ...input })
    else create.mutate(input)
  }
  return (
    <Modal
      open
      title={t(brand ? 'brand.edit' : 'brand.new')}
      width={560}
      centered
      styles={{ body: { maxHeight: 'calc(100dvh - 180px)', overflowY: 'auto', paddingInlineEnd: 4 } }}
      confirmLoading={create.isPending || update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      okText={t('common.save')}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          name: brand?.name ?? '',
          nameEn: brand?.nameEn ?? '',
          initial: brand?.initial ?? '',
          story: brand?.story ?? '',
          sort: brand?.sort ?? 0,
          visible: brand?.visible ?? true,
        }}
      >
        <div className="editor-grid">
          <Form.Item name="name" label={t('brand.name')} rules={[{ required: true, whitespace: true, message: t('brand.nameNeeded') }]}>
            <Input maxLength={40} autoFocus data-testid="brand-name" />
          </Form.Item>
          <Form.Item name="nameEn" label={t('brand.nameEn')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <div className="editor-grid">
          <Form.Item
            name="initial"
            label={t('brand.initial')}
            extra={t('brand.initialHint')}
            rules={[{ pattern: /^[A-Za-z#]?$/, message: t('brand.initialWrong') }]}
          >
            <Input maxLength={1} style={{ width: 80 }} />
          </Form.Item>
          <Form.Item name="sort" label={t('category.sort')} extra={t('category.sortHint')}>
            <InputNumber min={0} max={10_000} precision={0} />
          </Form.Item>
        </div>
        <Form.Item label={t('brand.logo')}>
          <div className="row">
            <Thumb picture={logo} size={56} />
            <Button onClick={() => setPicking(true)}>{t('category.choosePicture')}</Button>
            {logo && (
              <Button type="text" onClick={() => setLogo(null)}>
                {t('common.remove')}
              </Button>
            )}
          </div>
        </Form.Item>
        <Form.Item name="story" label={t('brand.story')} extra={t('brand.storyHint')}>
          <Input.TextArea maxLength={2000} showCount autoSize={{ minRows: 3, maxRows: 10 }} />
        </Form.Item>
        <Form.Item name="visible" label={t('brand.visible')} extra={t('brand.visibleHint')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
      {picking && <MediaPicker most={1} onClose={() => setPicking(false)} onChosen={([chosen]) => chosen && setLogo(chosen)} />}
    </Modal>
  )
}
