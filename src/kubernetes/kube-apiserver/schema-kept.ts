/** The schemas of the kinds beyond the workloads: storage, access, networking, and what is only kept. */
import { schemaReader } from './schema.ts'
import { anySchemaOf } from './schema-more.ts'
import { schemaTableOfKept } from './schema-table-kept.ts'

export const keptSchemaOf = schemaReader(schemaTableOfKept, anySchemaOf)
