/**
 * Still more lines of the table of fields: the kinds that are kept and that nobody acts upon, read as
 * `schema-table.ts` is.
 *
 * *Upstream:* the `types.go` of those groups in `staging/src/k8s.io/api`
 * *Leaves out:* the inside of most sources of PersistentVolumes.
 */
export const schemaTableOfKept = `
Endpoints kind apiVersion metadata:ObjectMeta subsets:[]EndpointSubset
PersistentVolume kind apiVersion metadata:ObjectMeta spec:PersistentVolumeSpec
  status:PersistentVolumeStatus
ReplicationController kind apiVersion metadata:ObjectMeta spec:ReplicationControllerSpec
  status:ReplicationControllerStatus
ResourceQuota kind apiVersion metadata:ObjectMeta spec:ResourceQuotaSpec status:ResourceQuotaStatus
LimitRange kind apiVersion metadata:ObjectMeta spec:LimitRangeSpec
PodTemplate kind apiVersion metadata:ObjectMeta template:PodTemplateSpec
Role kind apiVersion metadata:ObjectMeta rules!:[]PolicyRule
RoleBinding kind apiVersion metadata:ObjectMeta subjects:[]Subject roleRef!:RoleRef
ClusterRole kind apiVersion metadata:ObjectMeta rules!:[]PolicyRule aggregationRule*:AggregationRule
ClusterRoleBinding kind apiVersion metadata:ObjectMeta subjects:[]Subject roleRef!:RoleRef
Ingress kind apiVersion metadata:ObjectMeta spec:IngressSpec status:IngressStatus
IngressClass kind apiVersion metadata:ObjectMeta spec:IngressClassSpec
NetworkPolicy kind apiVersion metadata:ObjectMeta spec:NetworkPolicySpec
StorageClass kind apiVersion metadata:ObjectMeta provisioner! parameters:{} reclaimPolicy*
  mountOptions:[] allowVolumeExpansion*:b volumeBindingMode*
  allowedTopologies:[]TopologySelectorTerm
EndpointSubset addresses:[]EndpointAddress notReadyAddresses:[]EndpointAddress ports:[]EndpointPort
PersistentVolumeSpec capacity:{}q gcePersistentDisk*:y awsElasticBlockStore*:y
  hostPath*:HostPathVolumeSource glusterfs*:y nfs*:NFSVolumeSource rbd*:y iscsi*:y cinder*:y
  cephfs*:y fc*:y flocker*:y flexVolume*:y azureFile*:y vsphereVolume*:y quobyte*:y azureDisk*:y
  photonPersistentDisk*:y portworxVolume*:y scaleIO*:y local*:LocalVolumeSource storageos*:y
  csi*:CSIPersistentVolumeSource accessModes:[] claimRef*:ObjectReference
  persistentVolumeReclaimPolicy storageClassName mountOptions:[] volumeMode*
  nodeAffinity*:VolumeNodeAffinity volumeAttributesClassName*
PersistentVolumeStatus phase message reason lastPhaseTransitionTime*:t
ReplicationControllerSpec replicas*:i minReadySeconds:i selector:{} template*:PodTemplateSpec
ReplicationControllerStatus replicas!:i fullyLabeledReplicas:i readyReplicas:i availableReplicas:i
  observedGeneration:l conditions@type:[]ReplicationControllerCondition
ResourceQuotaSpec hard:{}q scopes:[] scopeSelector*:ScopeSelector
ResourceQuotaStatus hard:{}q used:{}q
LimitRangeSpec limits!:[]LimitRangeItem
PolicyRule verbs!:[] apiGroups:[] resources:[] resourceNames:[] nonResourceURLs:[]
Subject kind! apiGroup name! namespace
RoleRef apiGroup! kind! name!
AggregationRule clusterRoleSelectors:[]LabelSelector
IngressSpec ingressClassName* defaultBackend*:IngressBackend tls:[]IngressTLS rules:[]IngressRule
IngressStatus loadBalancer:IngressLoadBalancerStatus
IngressClassSpec controller parameters*:IngressClassParametersReference
NetworkPolicySpec podSelector!:LabelSelector ingress:[]NetworkPolicyIngressRule
  egress:[]NetworkPolicyEgressRule policyTypes:[]
TopologySelectorTerm matchLabelExpressions:[]TopologySelectorLabelRequirement
EndpointAddress ip! hostname nodeName* targetRef*:ObjectReference
NFSVolumeSource server! path! readOnly:b
LocalVolumeSource path! fsType*
CSIPersistentVolumeSource driver! volumeHandle! readOnly:b fsType volumeAttributes:{}
  controllerPublishSecretRef*:SecretReference nodeStageSecretRef*:SecretReference
  nodePublishSecretRef*:SecretReference controllerExpandSecretRef*:SecretReference
  nodeExpandSecretRef*:SecretReference
VolumeNodeAffinity required*:NodeSelector
ReplicationControllerCondition type! status! lastTransitionTime:t reason message
ScopeSelector matchExpressions:[]ScopedResourceSelectorRequirement
LimitRangeItem type! max:{}q min:{}q default:{}q defaultRequest:{}q maxLimitRequestRatio:{}q
IngressBackend service*:IngressServiceBackend resource*:TypedLocalObjectReference
IngressTLS hosts:[] secretName
IngressRule host http*:HTTPIngressRuleValue
IngressLoadBalancerStatus ingress:[]IngressLoadBalancerIngress
IngressClassParametersReference apiGroup* kind! name! scope!* namespace*
NetworkPolicyIngressRule ports:[]NetworkPolicyPort from:[]NetworkPolicyPeer
NetworkPolicyEgressRule ports:[]NetworkPolicyPort to:[]NetworkPolicyPeer
TopologySelectorLabelRequirement key! values!:[]
SecretReference name namespace
ScopedResourceSelectorRequirement scopeName! operator! values:[]
IngressServiceBackend name! port:ServiceBackendPort
HTTPIngressRuleValue paths!:[]HTTPIngressPath
IngressLoadBalancerIngress ip hostname ports:[]IngressPortStatus
NetworkPolicyPort protocol* port*:I endPort*:i
NetworkPolicyPeer podSelector*:LabelSelector namespaceSelector*:LabelSelector ipBlock*:IPBlock
ServiceBackendPort name number:i
HTTPIngressPath path pathType!* backend!:IngressBackend
IngressPortStatus port!:i protocol! error*
IPBlock cidr! except:[]
`
