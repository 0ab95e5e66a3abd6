/**
 * Lines of the table of fields, read as `schema-table.ts` is: kinds that only clients of the whole
 * API ask for.
 *
 * *Upstream:* the `types.go` of those groups in `staging/src/k8s.io/api`
 * *Leaves out:* the inside of most of them, which is kept as it comes.
 */
export const schemaTableOfClients = `
CustomResourceDefinition kind apiVersion metadata:ObjectMeta spec!:CustomResourceDefinitionSpec
  status:CustomResourceDefinitionStatus
CustomResourceDefinitionSpec group! names!:CustomResourceDefinitionNames scope!
  versions@name:[]CustomResourceDefinitionVersion conversion*:y preserveUnknownFields:b
CustomResourceDefinitionNames plural! singular shortNames:[] kind! listKind categories:[]
CustomResourceDefinitionVersion name! served!:b storage!:b deprecated:b deprecationWarning* schema*:y
  subresources*:y additionalPrinterColumns:[]CustomResourceColumnDefinition selectableFields*:y
CustomResourceColumnDefinition name! type! format description priority:i jsonPath!
CustomResourceDefinitionStatus conditions@type:[]CustomResourceDefinitionCondition
  acceptedNames!:CustomResourceDefinitionNames storedVersions!:[] observedGeneration:l
CustomResourceDefinitionCondition type! status! lastTransitionTime:t reason message
  observedGeneration:l
CertificateSigningRequest kind apiVersion metadata:ObjectMeta spec!:CertificateSigningRequestSpec
  status:CertificateSigningRequestStatus
CertificateSigningRequestSpec request!:B signerName! expirationSeconds*:i usages:[] username uid
  groups:[] extra:{}y
CertificateSigningRequestStatus conditions@type:[]CertificateSigningRequestCondition certificate:B
CertificateSigningRequestCondition type! status! reason message lastUpdateTime:t
  lastTransitionTime:t
RuntimeClass kind apiVersion metadata:ObjectMeta handler! overhead*:y scheduling*:y
CSIDriver kind apiVersion metadata:ObjectMeta spec*:y
CSINode kind apiVersion metadata:ObjectMeta spec*:y
CSIStorageCapacity kind apiVersion metadata:ObjectMeta nodeTopology*:LabelSelector
  storageClassName! capacity*:q maximumVolumeSize*:q
VolumeAttachment kind apiVersion metadata:ObjectMeta spec*:y status*:y
ValidatingWebhookConfiguration kind apiVersion metadata:ObjectMeta webhooks*:y
MutatingWebhookConfiguration kind apiVersion metadata:ObjectMeta webhooks*:y
ValidatingAdmissionPolicy kind apiVersion metadata:ObjectMeta spec*:y status*:y
ValidatingAdmissionPolicyBinding kind apiVersion metadata:ObjectMeta spec*:y
FlowSchema kind apiVersion metadata:ObjectMeta spec*:y status*:y
PriorityLevelConfiguration kind apiVersion metadata:ObjectMeta spec*:y status*:y
APIService kind apiVersion metadata:ObjectMeta spec*:y status*:y
`
