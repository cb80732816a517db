error-edited-too-often = Une publication se modifie au plus { $max } fois. Écrivez-en une nouvelle.
error-pin-not-yours = Seules vos propres publications peuvent être épinglées.
error-pin-boost = Un partage ne peut pas être épinglé. Épinglez la publication elle-même, si elle est à vous.
error-pin-direct = Une publication directe ne peut pas être épinglée.
error-too-many-pins = Au plus { $max } publications peuvent être épinglées. Désépinglez-en une d’abord.
error-too-many-ids = Au plus { $max } identifiants peuvent être demandés à la fois.
