import { Button, Form, Input, InputNumber, Modal, TreeSelect } from 'antd'
import { useState } from 'react'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Thumb, type Picture } from '../../ui/picture.tsx'
import { MediaPicker } from '../media/media-picker.tsx'
import { optionsOf, treeOf, type Category } from './category-tree.ts'
import { DefinitionFields } from './definition-fields.tsx'

export type Editing = { kind: 'new'; parentId: string | null } | { kind: 'edit'; category: Category }
interface Values {
  name: string
  parentId?: string
  sort: number
}

export function CategoryDialog({
  editing,
  categories,
  onClose,
}: {
  editing: Editing
  categories: readonly Category[]
  onClose: () => void
}) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const old = editing.kind === 'edit' ? editing.category : undefined
  const parentId = editing.kind === 'edit' ? editing.category.parentId : editing.parentId
  const [picture, setPicture] = useState<Picture | null>(old?.picture ?? null)
  const [picking, setPicking] = useState(false)
  const [attributes, setAttributes] = useState(old?.attributes ?? [])
  const onError = useFormError(form)
  const options = { stale: ['listAdminCategories'] as const, success: t('common.saved'), onDone: onClose, onError }
  const create = useWrite('createCategory', options)
  const update = useWrite('updateCategory', options)
  const save = (values: Values) => {
    const input = { name: values.name.trim(), parentId: values.parentId ?? null, picture, sort: values.sort, attributes }
    if (old) update.mutate({ id: old.id, ...input })
    else create.mutate(input)
  }
  return (
    <Modal
      open
      title={old ? t('category.edit', { name: old.name }) : t('category.new')}
      width={640}
      confirmLoading={create.isPending || update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      okText={t('common.save')}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={{
          name: old?.name ?? '',
          sort: old?.sort ?? (categories.filter((one) => one.parentId === parentId).length + 1) * 10,
          ...(parentId ? { parentId } : {}),
        }}
      >
        <Form.Item name="name" label={t('category.name')} rules={[{ required: true, whitespace: true, message: t('category.nameNeeded') }]}>
          <Input maxLength={20} showCount autoFocus data-testid="category-name" />
        </Form.Item>
        <Form.Item name="parentId" label={t('category.parent')} extra={t('category.parentHint')}>
          <TreeSelect
            allowClear
            treeDefaultExpandAll
            placeholder={t('category.top')}
            treeData={optionsOf(treeOf(categories.filter((one) => one.id !== old?.id)))}
          />
        </Form.Item>
        <Form.Item name="sort" label={t('category.sort')} extra={t('category.sortHint')}>
          <InputNumber min={0} max={10_000} precision={0} />
        </Form.Item>
        <Form.Item label={t('category.attributes')} extra={t('category.attributesHint')}>
          <DefinitionFields value={attributes} onChange={setAttributes} />
        </Form.Item>
        <Form.Item label={t('category.picture')}>
          <div className="row">
            <Thumb picture={picture} size={56} />
            <Button onClick={() => setPicking(true)}>{t('category.choosePicture')}</Button>
            {picture && (
              <Button type="text" onClick={() => setPicture(null)}>
                {t('common.remove')}
              </Button>
            )}
          </div>
        </Form.Item>
      </Form>
      {picking && <MediaPicker most={1} onClose={() => setPicking(false)} onChosen={([chosen]) => chosen && setPicture(chosen)} />}
    </Modal>
  )
}
